import Autodiff
import Network
import Numbers
import Randomness

/// Networks of one sort as they are recorded where gradients with respect to their inputs are wanted: those of Σ v y over the output's
/// numbers y, with numbers v that are given.
struct Pullback {
  /// The layers, with what it takes to draw their weights.
  let network: Network
  /// The inputs, row after row; they count as a parameter, so that they have a gradient.
  let inputs: Value
  /// The numbers v of each row.
  let cotangents: Value
  /// Σ v y, over all rows.
  let loss: Value
  /// The numbers of one output.
  let outputs: Int

  /// Records layers that are to begin so.
  ///
  /// - Parameters:
  ///   - rows: How many inputs there are.
  ///   - extents: The extents of one of them.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  init(
    _ layers: [Layer], beginning initialization: Initialization, rows: Int, of extents: [Int],
    into recording: inout Recording
  ) throws {
    inputs = recording.parameter(Shape(isBatched: false, extents: [rows] + extents), name: "inputs")
    let examples = try recording.apply(Examples(), to: inputs, layer: "inputs")
    network = try Network(layers, beginning: initialization, from: examples, into: &recording)
    let shape = recording.shape(of: network.output)
    cotangents = recording.input(shape, name: "cotangents")
    loss = try recording.apply(InnerProduct(), to: network.output, cotangents, layer: "pullback")
    outputs = shape.size
  }

  /// Draws all weights and biases, what layers draw, and of each row a vector v of length 1 in a random direction.
  ///
  /// - Parameter isAlike: Whether all rows have the same.
  func draw(_ workspace: inout Workspace, from key: RandomKey, isAlike: Bool = true) {
    network.initialize(&workspace, from: key)
    workspace.noise = key["noise"].noise
    func direction(_ key: RandomKey) -> [Real] {
      var numbers = [Real](repeating: 0, count: outputs)
      var span = numbers.mutableSpan
      key.fillUnit(&span)
      return numbers
    }
    let (key, rows) = (key["direction"], 0..<workspace.rows)
    let common = isAlike ? direction(key) : []
    let all = rows.flatMap { isAlike ? common : direction(key[$0]) }
    workspace.fill(cotangents, with: all.span)
  }
}
