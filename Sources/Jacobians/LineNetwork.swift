import Autodiff
import Network
import Numbers
import Randomness

/// Networks of one sort with a single number as their input, drawn one after another, with the slope of an output at points of a line.
///
/// The output is v · y, y being the last hidden layer's numbers and v a vector of length 1 in a random direction, the same for all points.
/// Batch normalisation does what it does in tests: its running averages begin with mean 0 and variance 1.
public struct LineNetwork: ~Copyable {
  private let network: Network
  private let line: Value
  private let cotangents: Value
  private let points: [Real]
  private let outputs: Int
  private var workspace: Workspace

  /// Records layers that are to begin so, up to their last hidden layer.
  ///
  /// - Parameter points: Where slopes are taken, at least one.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(_ layers: [Layer], beginning initialization: Initialization, points: [Double]) throws {
    var recording = Recording()
    let line = recording.parameter(Shape(isBatched: false, extents: [points.count, 1]), name: "line")
    let examples = try recording.apply(Examples(), to: line, layer: "line")
    let network = try Network(layers, beginning: initialization, from: examples, into: &recording)
    let shape = recording.shape(of: network.output)
    let cotangents = recording.input(shape, name: "cotangents")
    let loss = try recording.apply(InnerProduct(), to: network.output, cotangents, layer: "pullback")
    var workspace = Workspace(
      Plan(recording, loss: loss, keeping: [network.output]), capacity: points.count)
    workspace.isTraining = network.layers.contains(where: \.isNoisy)
    (self.network, self.line, self.cotangents, outputs) = (network, line, cotangents, shape.size)
    self.points = points.map { Real($0) }
    self.workspace = workspace
  }

  /// Draws all weights and biases, what layers draw, and the direction v, and returns the output's slope at each point.
  public mutating func slopes(from key: RandomKey) -> [Double] {
    network.initialize(&workspace, from: key)
    workspace.noise = key["noise"].noise
    workspace.write(line) { for i in $0.indices { $0[i] = points[i] } }
    var direction = [Real](repeating: 0, count: outputs)
    var span = direction.mutableSpan
    key["direction"].fillUnit(&span)
    let all = points.flatMap { _ in direction }
    workspace.fill(cotangents, with: all.span)
    workspace.forward()
    workspace.backward()
    return workspace.readGradient(of: line) { span in span.indices.map { Double(span[$0]) } }
  }
}
