import Autodiff
import Network
import Testing

@Suite struct NetworkSizeTests {
  /// What an architecture's network for inputs of some extents is found to take when it is laid out.
  @Test(arguments: [
    Architecture.fullyConnected(FullyConnected(.explicit, depth: 2, widths: [7, 3])),
    .residual(ResidualNetwork(modules: 3, width: 5, layersPerModule: 2)),
    .convolutional(ConvolutionalNetwork(depth: 3, features: 4, padding: .valid)),
    .convolutional(ConvolutionalNetwork(depth: 3, features: 4, head: .average)),
    .convolutionalResidual(ConvolutionalResidualNetwork(features: [4, 6], modulesPerStage: 2)),
  ]) func countsTheParametersThatAreLaidOut(architecture: Architecture) throws {
    let layers = try architecture.layers(input: [3, 8, 8], classes: 10)
    var recording = Recording()
    let network = try Network(
      layers, beginning: .init(weights: .zero), input: [3, 8, 8], into: &recording)
    let plan = Plan(recording, keeping: [network.output])
    let size = NetworkSize(layers, input: [3, 8, 8])
    #expect(size.parameters == Double(plan.parameterCount))
    #expect(size.outputs == 10)
    #expect(size.multiplications > 0)
  }

  @Test func countsByHand() throws {
    let layers = try ConvolutionalNetwork(depth: 2, features: 4).layers(input: [3, 8, 8], classes: 10)
    let size = NetworkSize(layers, input: [3, 8, 8])
    #expect(size.parameters == Double(3 * 9 * 4 + 4 + 4 * 9 * 4 + 4 + 256 * 10 + 10))
    #expect(size.multiplications == Double(64 * (3 * 9 * 4 + 4 * 9 * 4) + 256 * 10))
    #expect(size.activations == Double(4 * 256 + 10))
    #expect(size.layers == 6)
  }

  @Test func noSizeOverflows() throws {
    let layers = try FullyConnected(.constant, depth: 3, widths: [1_000_000]).layers(
      input: [.max], classes: nil)
    #expect(NetworkSize(layers, input: [.max]).parameters > 9e24)
  }
}
