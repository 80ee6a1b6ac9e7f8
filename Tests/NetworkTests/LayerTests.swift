import Autodiff
import Network
import Testing

@Suite struct LayerTests {
  /// What a layer says of its output is what its operations give.
  @Test(arguments: [
    Layer.linear(Layer.Linear(name: "l", inputs: 3, outputs: 4, hasBias: false)), .activation(.tanh),
    .residual(
      Layer.Residual(
        name: "r", scale: 0.5,
        branch: [.linear(Layer.Linear(name: "b", inputs: 3, outputs: 3)), .activation(.relu)])),
  ]) func extentsOfVectors(layer: Layer) throws {
    try check(layer, [3])
  }

  @Test(arguments: [
    Layer.flatten, .globalAveragePool, .activation(.leakyReLU(slope: 0.1)),
    .convolution(
      Layer.ConvolutionLayer(name: "c", inputs: 2, outputs: 5, kernel: 3, stride: 2, padding: .circular)),
    .convolution(Layer.ConvolutionLayer(name: "c", inputs: 2, outputs: 5, kernel: 3, padding: .valid)),
  ]) func extentsOfImages(layer: Layer) throws {
    try check(layer, [2, 6, 8])
  }

  private func check(_ layer: Layer, _ extents: [Int]) throws {
    var recording = Recording()
    let input = recording.input(Shape(isBatched: true, extents: extents), name: "input")
    let network = try Network([layer], beginning: .init(weights: .zero), from: input, into: &recording)
    #expect(try layer.kind.extents(after: extents) == recording.shape(of: network.output).extents)
  }

  @Test func productsAndActivationsAreThoseWithinModulesToo() throws {
    let layers = try ConvolutionalResidualNetwork(
      features: [4, 6], modulesPerStage: 1, layersPerModule: 2
    ).layers(input: [3, 8, 8], classes: 10)
    #expect(
      layers.flatMap(\.products).map(\.name) == [
        "input", "module1.1", "module1.2", "module2.1", "module2.2", "module2.shortcut", "output",
      ])
    #expect(layers.flatMap(\.activations) == Array(repeating: .relu, count: 4))
  }
}
