import Autodiff
import Network
import Numbers
import Randomness
import Regions
import TestSupport

/// A network with He normal weights and normal biases, with the workspace that computes it.
struct DrawnNetwork: ~Copyable {
  let layers: [Layer]
  let inputs: Int
  private let network: Network
  var workspace: Workspace

  /// - Parameter biases: Their standard deviation, in every layer: paper B's, whose square is 1e-6, unless said
  ///   otherwise.
  init(
    _ architecture: Architecture, inputs: Int, classes: Int? = nil, biases: Real = 1e-3, from key: RandomKey
  ) throws {
    let layers = try architecture.layers(input: [inputs], classes: classes)
    var recording = Recording()
    let network = try Network(
      layers, beginning: PopularInitialization.heNormal.initialization, input: [inputs], into: &recording)
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
    network.initialize(&workspace, from: key)
    for parameter in workspace.plan.parameters where parameter.name.hasSuffix(".bias") {
      workspace.write(parameter.value) {
        key["test biases"][parameter.name].fillNormal(&$0, deviation: biases)
      }
    }
    (self.layers, self.inputs, self.network) = (layers, inputs, network)
    self.workspace = workspace
  }

  /// A fully connected network of hidden widths.
  init(_ widths: [Int], inputs: Int, biases: Real = 1e-3, from key: RandomKey) throws {
    try self.init(
      .fullyConnected(FullyConnected(.explicit, depth: 0, widths: widths)), inputs: inputs, biases: biases,
      from: key)
  }

  func snapshot() throws -> ReLUNetwork {
    try ReLUNetwork(layers, input: [inputs], in: workspace)
  }

  /// Changes the parameter with a name.
  mutating func change(_ name: String, _ body: (inout [Real]) -> Void) {
    for parameter in workspace.plan.parameters where parameter.name == name {
      var numbers = workspace.rows(of: parameter.value)
      body(&numbers)
      workspace.set(parameter.value, to: numbers)
    }
  }

  /// What the engine computes for an input.
  mutating func output(at point: [Double]) -> [Double] {
    workspace.set(network.input, to: point.map { Real($0) })
    workspace.forward()
    return workspace.rows(of: network.output).map { Double($0) }
  }
}
