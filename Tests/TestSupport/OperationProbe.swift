import Autodiff
import Numbers
import Randomness

/// What an operation, or several, compute, forwards and backwards, for numbers of the test's choosing.
public struct OperationProbe {
  /// The output.
  public let output: [Real]
  /// For each input, the gradient of Σ cotangentᵢ outputᵢ.
  public let gradients: [[Real]]
  /// The same for each array that the test's recording has declared to be learnt, by its name.
  public let learnt: [String: [Real]]
  /// What the recording's states are afterwards, by name.
  public let states: [String: [Real]]

  /// Replays a plan with one operation.
  ///
  /// - Parameters:
  ///   - cotangent: The output's gradient for each use.
  ///   - uses: How often the operation is applied to the same inputs, so that later uses add to a gradient that has
  ///     begun; the gradients are the sum over all uses.
  public init(
    _ operation: some Operation, _ inputs: [(shape: Shape, numbers: [Real])], rows: Int, cotangent: [Real],
    uses: Int = 1
  ) throws {
    try self.init(inputs, rows: rows, cotangent: cotangent, uses: uses) { recording, values in
      try recording.apply(operation, to: values, layer: "it")
    }
  }

  /// Replays a plan with a test's own recording, so often applied to the same inputs.
  ///
  /// - Parameters:
  ///   - arrays: What the recording's own parameters and states begin with, by name; 0 unless said.
  ///   - isTraining: Whether the batch is learnt from.
  ///   - partSize: How many rows are computed at once at least, where some operations read all of them.
  ///   - fusing: Whether operations become one that can.
  public init(
    _ inputs: [(shape: Shape, numbers: [Real])], rows: Int, cotangent: [Real], uses: Int = 1,
    arrays: [String: [Real]] = [:], isTraining: Bool = true, partSize: Int? = nil, fusing: Bool = true,
    _ record: (inout Recording, [Value]) throws -> Value
  ) throws {
    var recording = Recording()
    var leaves: [Value] = []
    var values: [Value] = []
    for (number, input) in inputs.enumerated() {
      let shape = input.shape
      let leaf = recording.parameter(.fixed(shape.count(rows: rows)), name: "input \(number)")
      let value = try recording.apply(Reshape(shape: shape), to: leaf, layer: "input \(number)")
      leaves.append(leaf)
      values.append(value)
    }
    var results: [Value] = []
    for _ in 0..<uses { results.append(try record(&recording, values)) }
    var total = results[0]
    for result in results.dropFirst() { total = try recording.apply(Add(), to: total, result, layer: "sum") }
    let weights = recording.input(recording.shape(of: total), name: "cotangent")
    let loss = try recording.apply(Projection(), to: total, weights, layer: "loss")
    let plan = Plan(recording, loss: loss, keeping: results, fusing: fusing)
    var workspace = Workspace(plan, capacity: rows, partSize: partSize)
    workspace.isTraining = isTraining
    let own = plan.parameters.filter { !leaves.contains($0.value) }
    for array in own + plan.states {
      if let numbers = arrays[array.name] { workspace.set(array.value, to: numbers) }
    }
    for (leaf, input) in zip(leaves, inputs) { workspace.set(leaf, to: input.numbers) }
    workspace.set(weights, to: cotangent)
    workspace.forward()
    output = workspace.rows(of: results[0])
    workspace.backward()
    func gradient(_ value: Value) -> [Real] {
      workspace.readGradient(of: value) { span in span.indices.map { span[$0] } }
    }
    gradients = leaves.map(gradient)
    learnt = Dictionary(uniqueKeysWithValues: own.map { ($0.name, gradient($0.value)) })
    states = Dictionary(uniqueKeysWithValues: plan.states.map { ($0.name, workspace.rows(of: $0.value)) })
  }

  /// Whole numbers from −4 to 4, whose products and sums Float holds exactly.
  public static func wholeNumbers(_ count: Int, _ key: RandomKey) -> [Real] {
    var stream = key.stream()
    return (0..<count).map { _ in Real(stream.next(below: 9) - 4) }
  }

  /// N(0, 1) numbers, whose sums are rounded.
  public static func normalNumbers(_ count: Int, _ key: RandomKey) -> [Real] {
    var numbers = [Real](repeating: 0, count: count)
    var span = numbers.mutableSpan
    key.fillNormal(&span, deviation: 1)
    return numbers
  }
}

/// A parameter's numbers in another shape, so that a batch can have a gradient that is read.
private struct Reshape: Operation {
  let shape: Shape

  var backwardReads: BackwardReads { [] }

  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { shape }

  func forward(_ at: Site) {
    let (x, y) = (at[0], at.output)
    forEachNumber(at) { y[$1] = x[$0] }
  }

  func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    let dy = at.outputGradient
    if !slot.isBegun { slot.buffer.update(repeating: 0) }
    forEachNumber(at) { slot.buffer[$0] += dy[$1] }
  }

  /// Visits the site's numbers: which of the parameter's each is, and where it lies in the output.
  private func forEachNumber(_ at: Site, _ body: (_ number: Int, _ place: Int) -> Void) {
    guard shape.isBatched else {
      for i in 0..<shape.size { body(i, i) }
      return
    }
    for row in 0..<at.rows {
      for i in 0..<shape.size { body((at.firstRow + row) * shape.size + i, at.outputPlace(of: i, row: row)) }
    }
  }
}

/// The sum of the products of two equal shapes' numbers.
private struct Projection: Operation {
  var backwardReads: BackwardReads { .inputs }

  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { .fixed() }

  func forward(_ at: Site) {
    let (x, weights) = (at[0], at[1])
    at.output[0] = places(at).reduce(0) { $0 + x[$1] * weights[$1] }
  }

  func backward(_ at: Site) {
    guard let slot = at.gradient(0) else { return }
    let (weights, dy) = (at[1], at.outputGradient)
    if !slot.isBegun { slot.buffer.update(repeating: 0) }
    for i in places(at) { slot.buffer[i] += dy[0] * weights[i] }
  }

  private func places(_ at: Site) -> some Sequence<Int> {
    (0..<min(at.rows * at.size(0), at[0].count)).lazy.map {
      at.place(of: $0 % at.size(0), row: $0 / at.size(0), input: 0)
    }
  }
}
