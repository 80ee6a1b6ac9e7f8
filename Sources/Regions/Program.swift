/// A ReLU network as a list of steps on vectors, of which each is an affine function of the input wherever the signs of
/// the units before it are known.
struct Program: Sendable {
  enum Step: Sendable {
    /// A product with weights, plus biases.
    case linear(Weights, from: Int, to: Int)
    /// A rectifier: below zero, `slope` takes the place of 1.
    case rectify(slope: Double, from: Int, to: Int)
    /// A shortcut plus a scaled branch.
    case add(branch: Int, scale: Double, shortcut: Int, to: Int)
  }

  /// A layer's weights and biases.
  struct Weights: Sendable {
    let inputs: Int
    let outputs: Int
    /// The weights, input by input: [inputs, outputs].
    let columns: [Double]
    let biases: [Double]
    /// An upper bound of each unit's Euclidean norm of weights.
    let norms: [Double]
  }

  /// The rectified units of a layer, numbered within the network.
  struct Hidden: Sendable {
    /// The rectifier's place among the steps.
    let step: Int
    /// The vector that it rectifies.
    let vector: Int
    /// Its units' numbers.
    let units: Range<Int>
  }

  private(set) var steps: [Step] = []
  private(set) var hidden: [Hidden] = []
  /// How many numbers each vector has; the first vector is the input.
  private(set) var widths: [Int]
  /// How many hidden layers lie before each vector.
  private(set) var depths = [0]
  /// The number of the last vector.
  var output = 0

  init(inputs: Int) {
    widths = [inputs]
  }

  /// How many rectified units there are.
  var unitCount: Int { hidden.last?.units.upperBound ?? 0 }

  mutating func linear(_ weights: Weights, after vector: Int) -> Int {
    let result = declare(weights.outputs)
    steps.append(.linear(weights, from: vector, to: result))
    return result
  }

  mutating func rectify(_ vector: Int, slope: Double) -> Int {
    let first = unitCount
    hidden.append(Hidden(step: steps.count, vector: vector, units: first..<first + widths[vector]))
    let result = declare(widths[vector])
    steps.append(.rectify(slope: slope, from: vector, to: result))
    return result
  }

  mutating func add(branch: Int, scale: Double, shortcut: Int) -> Int {
    let result = declare(widths[branch])
    steps.append(.add(branch: branch, scale: scale, shortcut: shortcut, to: result))
    return result
  }

  private mutating func declare(_ width: Int) -> Int {
    widths.append(width)
    depths.append(hidden.count)
    return widths.count - 1
  }
}

extension Program.Weights {
  /// A layer's weights, unit by unit, and its biases.
  init(_ rows: [Double], biases: [Double]) {
    outputs = biases.count
    inputs = rows.count / max(biases.count, 1)
    let (inputs, outputs) = (inputs, outputs)
    columns = (0..<rows.count).map { rows[$0 % outputs * inputs + $0 / outputs] }
    norms = (0..<outputs).map { unit in
      let row = rows[unit * inputs..<(unit + 1) * inputs]
      if row.allSatisfy({ $0 == 0 }) { return 0 }
      return FloatingLine.slack * row.reduce(0) { $0 + $1 * $1 }.squareRoot() + Self.lost
    }
    self.biases = biases
  }

  /// More than a norm loses where squares underflow.
  static let lost = 1e-150
}
