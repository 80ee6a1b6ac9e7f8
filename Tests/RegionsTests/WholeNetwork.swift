import Autodiff
import Network
import Numbers
import Randomness
import Regions
import TestSupport

/// A network whose weights are whole numbers, of which floating point keeps all, for comparison with what can be found
/// on paper or by trying everything.
struct WholeNetwork {
  let inputs: Int
  let layers: [Layer]
  /// Weights [out, in] and biases by the names of a recording.
  var parameters: [String: [Int]]

  /// The layers with weights from −`limit` to `limit`.
  init(_ architecture: Architecture, inputs: Int, classes: Int?, limit: Int, _ key: RandomKey) throws {
    self.inputs = inputs
    layers = try architecture.layers(input: [inputs], classes: classes)
    parameters = [:]
    var stream = key.stream()
    for parameter in try Self.record(layers, inputs).plan.parameters {
      parameters[parameter.name] = (0..<parameter.shape.size).map { _ in
        stream.next(below: 2 * limit + 1) - limit
      }
    }
  }

  /// Hidden layers of given weights, unit by unit the weights and then the bias.
  init(_ hidden: [[[Int]]], inputs: Int = 2) throws {
    self.inputs = inputs
    layers =
      hidden.isEmpty
      ? []
      : try FullyConnected(.explicit, depth: 0, widths: hidden.map(\.count)).layers(
        input: [inputs], classes: nil)
    parameters = [:]
    for (number, units) in hidden.enumerated() {
      parameters["hidden\(number + 1).weight"] = units.flatMap { $0.dropLast() }
      parameters["hidden\(number + 1).bias"] = units.compactMap(\.last)
    }
  }

  /// What the library takes it for; weights can be changed on the way.
  func network(_ change: (_ name: String, _ weights: inout [Real]) -> Void = { _, _ in }) throws
    -> ReLUNetwork
  {
    let (_, plan) = try Self.record(layers, inputs)
    var workspace = Workspace(plan, capacity: 1)
    for parameter in plan.parameters {
      var weights = (parameters[parameter.name] ?? []).map { Real($0) }
      change(parameter.name, &weights)
      workspace.set(parameter.value, to: weights)
    }
    return try ReLUNetwork(layers, input: [inputs], in: workspace)
  }

  private static func record(_ layers: [Layer], _ inputs: Int) throws -> (network: Network, plan: Plan) {
    var recording = Recording()
    let network = try Network(
      layers, beginning: .init(weights: .zero), input: [inputs], into: &recording)
    return (network, Plan(recording, keeping: [network.output]))
  }
}

extension Plane {
  /// All points of a two-dimensional input space.
  static func whole() throws -> Plane { try Plane(origin: [0, 0], first: [1, 0], second: [0, 1]) }
}
