/// A handle on an array of a recorded computation.
public struct Value: Hashable, Sendable {
  let index: Int
}

/// A computation in the making: values are declared, operations applied, shapes checked at once.
public struct Recording: Sendable {
  enum Role {
    case input
    case parameter
    case state
    case memo
    case result
  }

  struct Entry {
    let role: Role
    let shape: Shape
    let name: String
  }

  struct Step {
    let operation: any Operation
    let inputs: [Int]
    let output: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var steps: [Step] = []

  /// An empty recording.
  public init() {}

  /// Declares an array that the caller fills before each replay.
  public mutating func input(_ shape: Shape, name: String) -> Value {
    declare(.input, shape, name)
  }

  /// Declares an array that learns.
  public mutating func parameter(_ shape: Shape, name: String) -> Value {
    precondition(!shape.isBatched, "parameter '\(name)' cannot differ between examples")
    return declare(.parameter, shape, name)
  }

  /// Declares an array that operations keep from one replay to the next, such as a running mean; no gradient reaches it.
  public mutating func state(_ shape: Shape, name: String) -> Value {
    precondition(!shape.isBatched, "state '\(name)' cannot differ between examples")
    return declare(.state, shape, name)
  }

  /// Declares an array in which an operation's forward pass leaves what its backward pass reads; it is given to that
  /// operation alone, and no gradient reaches it.
  public mutating func memo(_ shape: Shape) -> Value {
    declare(.memo, shape, "memo")
  }

  /// Applies an operation; `layer` names the place in messages.
  ///
  /// - Throws: `ShapeError` where the inputs' shapes do not fit.
  public mutating func apply(
    _ operation: any Operation, to inputs: Value..., layer: String
  ) throws(ShapeError) -> Value {
    try apply(operation, to: inputs, layer: layer)
  }

  /// Records an operation of a list of values.
  ///
  /// - Throws: `ShapeError` where it does not fit its inputs.
  public mutating func apply(
    _ operation: any Operation, to inputs: [Value], layer: String
  ) throws(ShapeError) -> Value {
    let shapes = inputs.map { entries[$0.index].shape }
    let shape: Shape
    do {
      shape = try operation.shape(of: shapes)
    } catch {
      throw ShapeError(layer: layer, operation: operation.name, inputs: shapes, reason: error.reason)
    }
    let output = declare(.result, shape, layer)
    steps.append(Step(operation: operation, inputs: inputs.map(\.index), output: output.index))
    return output
  }

  /// The shape of a value.
  public func shape(of value: Value) -> Shape {
    entries[value.index].shape
  }

  private mutating func declare(_ role: Role, _ shape: Shape, _ name: String) -> Value {
    entries.append(Entry(role: role, shape: shape, name: name))
    return Value(index: entries.count - 1)
  }
}
