import Autodiff
import Foundation
import Network
import Numbers
import Testing

@Suite struct ArchitectureTests {
  private static let every: [Architecture] = [
    .fullyConnected(FullyConnected(.halves, depth: 6, widths: [8, 4])),
    .residual(ResidualNetwork(modules: 3, width: 5, layersPerModule: 2, scale: .geometric(0.9), end: .zero)),
    .convolutional(ConvolutionalNetwork(depth: 4, features: 3, padding: .zero, head: .average)),
    .convolutional(ConvolutionalNetwork(depth: 20)),
    .convolutionalResidual(
      ConvolutionalResidualNetwork(features: [4, 8], modulesPerStage: 2, scale: .inverseSquareRoot)),
  ]

  @Test(arguments: every) func survivesJSON(architecture: Architecture) throws {
    let data = try JSONEncoder().encode(architecture)
    #expect(try JSONDecoder().decode(Architecture.self, from: data) == architecture)
  }

  @Test(arguments: every) func buildsForImages(architecture: Architecture) throws {
    let layers = try architecture.layers(input: [3, 8, 8], classes: 10)
    var recording = Recording()
    let network = try Network(
      layers, beginning: .init(weights: .zero), input: [3, 8, 8], into: &recording)
    #expect(recording.shape(of: network.output) == .batch(10))
    #expect(try network.activations.count == architecture.depth())
  }

  @Test func residualModulesInThePapersForm() throws {
    let layers = try ResidualNetwork(modules: 2, width: 5, scale: .geometric(0.5)).layers(
      input: [5], classes: nil)
    #expect(
      layers.map(\.description) == [
        "module1: x + 0.5 · branch(x)\n  module1: linear 5 → 5\n  relu",
        "module2: x + 0.25 · branch(x)\n  module2: linear 5 → 5\n  relu",
      ])
  }

  @Test func aModuleThatChangesShapeProjects() throws {
    let network = ConvolutionalResidualNetwork(features: [4, 8], modulesPerStage: 1, padding: .zero)
    let layers = try network.layers(input: [3, 8, 8], classes: nil)
    let shortcut = try #require(layers[2].module?.shortcut.first?.product)
    #expect(shortcut.kernel == 1 && shortcut.window?.stride == 2)
    #expect(shortcut.fans == Fans(fanIn: 4, fanOut: 8))
  }

  @Test func receptiveFieldsCountInFans() throws {
    let layers = try ConvolutionalNetwork(depth: 1, features: 5).layers(input: [3, 8, 8], classes: nil)
    let fans = try #require(layers[0].product?.fans)
    #expect(fans == Fans(fanIn: 27, fanOut: 45, receptiveField: 9))
    #expect(fans.units == 5)
  }

  @Test func aZeroEndMakesEveryModuleTheIdentity() throws {
    let architecture = ResidualNetwork(modules: 3, width: 4, layersPerModule: 2, end: .zero)
    var recording = Recording()
    let network = try Network(
      architecture.layers(input: [4], classes: nil),
      beginning: PopularInitialization.heNormal.initialization, input: [4], into: &recording)
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
    network.initialize(&workspace, from: .init(seed: 1))
    workspace.write(network.input) { for i in $0.indices { $0[i] = Real(i) - 1.5 } }
    workspace.forward()
    workspace.read(network.output) { for i in $0.indices { #expect($0[i] == Real(i) - 1.5) } }
  }

  @Test(arguments: [
    (Architecture.residual(ResidualNetwork(modules: 0, width: 5)), "modules: expected 1 to 1000000, found 0"),
    (
      .convolutional(ConvolutionalNetwork(depth: 5, features: 2, padding: .valid)),
      "depth: expected images that stay larger than the filters, 3 pixels, found 2 pixels before conv4"
    ),
    (
      .convolutionalResidual(ConvolutionalResidualNetwork(features: [], modulesPerStage: 1)),
      "features: expected a number for each stage, found none"
    ),
    (
      .convolutionalResidual(ConvolutionalResidualNetwork(modulesPerStage: 1, padding: .valid)),
      "padding: expected zero or circular, so that branch and shortcut fit, found valid"
    ),
  ])
  func impossibleOnesAreRefused(architecture: Architecture, message: String) {
    #expect {
      try architecture.layers(input: [1, 8, 8], classes: 10)
    } throws: {
      "\($0)" == message
    }
  }

  @Test func convolutionsNeedImages() {
    #expect(throws: ArchitectureError.self) {
      try ConvolutionalNetwork(depth: 2).layers(input: [784], classes: 10)
    }
  }
}
