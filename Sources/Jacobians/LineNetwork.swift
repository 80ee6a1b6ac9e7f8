import Autodiff
import Network
import Numbers
import Randomness

/// Networks of one sort with a single number as their input, drawn one after another, with the slope of an output at points of a line.
///
/// The output is v · y, y being the last hidden layer's numbers and v a vector of length 1 in a random direction, the same for all points.
/// Batch normalisation does what it does in tests: its running averages begin with mean 0 and variance 1.
public struct LineNetwork: ~Copyable {
  private let pullback: Pullback
  private let points: [Real]
  private var workspace: Workspace

  /// Records layers that are to begin so, up to their last hidden layer.
  ///
  /// - Parameter points: Where slopes are taken, at least one.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(_ layers: [Layer], beginning initialization: Initialization, points: [Double]) throws {
    var recording = Recording()
    pullback = try Pullback(
      layers, beginning: initialization, rows: points.count, of: [1], into: &recording)
    let network = pullback.network
    var workspace = Workspace(
      Plan(recording, loss: pullback.loss, keeping: [network.output]), capacity: points.count)
    workspace.isTraining = network.layers.contains(where: \.isNoisy)
    self.points = points.map { Real($0) }
    self.workspace = workspace
  }

  /// Draws all weights and biases, what layers draw, and the direction v, and returns the output's slope at each point.
  public mutating func slopes(from key: RandomKey) -> [Double] {
    pullback.draw(&workspace, from: key)
    workspace.write(pullback.inputs) { for i in $0.indices { $0[i] = points[i] } }
    workspace.forward()
    workspace.backward()
    return workspace.readGradient(of: pullback.inputs) { span in span.indices.map { Double(span[$0]) } }
  }
}
