import Autodiff
import Datasets
import Network
import TestSupport
import Testing
import Training

/// The same weights, batches and steps as PyTorch's, from files made by the scripts beside them.
@Suite struct GoldenTests {
  /// A golden file and the network that it is about.
  struct Case: CustomTestStringConvertible {
    let name: String
    let architecture: Architecture

    var testDescription: String { name }

    static let fullyConnected = Architecture.fullyConnected(
      FullyConnected(.explicit, depth: 0, widths: [30, 10, 30]))

    static let all = [
      Case(name: "fc", architecture: fullyConnected),
      Case(name: "fc-momentum", architecture: fullyConnected),
      Case(
        name: "conv-zero",
        architecture: .convolutional(
          ConvolutionalNetwork(depth: 3, features: 5, padding: .zero, head: .flatten))),
      Case(
        name: "conv-circular",
        architecture: .convolutional(
          ConvolutionalNetwork(depth: 3, features: 5, padding: .circular, head: .average))),
      Case(
        name: "conv-valid-adam",
        architecture: .convolutional(
          ConvolutionalNetwork(depth: 2, features: 4, kernel: 7, padding: .valid, head: .flatten))),
      Case(
        name: "resnet-conv",
        architecture: .convolutionalResidual(
          ConvolutionalResidualNetwork(
            features: [4, 6], modulesPerStage: 2, layersPerModule: 2, scale: .geometric(0.75),
            padding: .zero, end: .linear))),
    ]
  }

  // A loss is held relative to its value, which PyTorch computed in Double; a gradient relative to the
  // largest of its array, which the files hold rounded to Float.
  #if DoublePrecision
    private let lossTolerance = 1e-12
    private let gradientTolerance = 1e-7
  #else
    private let lossTolerance = 1e-5
    private let gradientTolerance = 1e-5
  #endif

  @Test(arguments: Case.all)
  func lossesAndFirstGradientsAreThoseOfPyTorch(_ testCase: Case) throws {
    let golden = try Golden(named: testCase.name)
    let layers = try testCase.architecture.layers(input: golden.image, classes: 10)
    let shape = ImageShape(channels: golden.image[0], height: golden.image[1], width: golden.image[2])
    let classifier = try Classifier(layers, beginning: .init(weights: .zero), shape: shape)
    try #require(classifier.plan.parameters.map(\.name) == golden.parameters.map(\.name))
    try #require(classifier.plan.parameters.map(\.shape.extents) == golden.parameters.map(\.shape))
    var workspace = Workspace(classifier.plan, capacity: golden.batch)
    golden.fill(&workspace)
    var descent = try Descent(golden.rule, on: workspace)
    for step in 0..<golden.steps {
      golden.fill(&workspace, classifier, step: step)
      workspace.forward()
      workspace.backward()
      let error = relativeError(Double(workspace.scalar(classifier.loss)), golden.losses64[step])
      #expect(error < lossTolerance, "step \(step)")
      if step == 0 { try compare(workspace, golden) }
      descent.step(&workspace)
    }
  }

  /// Every gradient, relative to the largest of its array.
  private func compare(_ workspace: borrowing Workspace, _ golden: Golden) throws {
    for (parameter, expected) in zip(workspace.plan.parameters, try golden.firstGradients()) {
      let ours = workspace.readGradient(of: parameter.value) { span in span.indices.map { Double(span[$0]) } }
      let largest = expected.map(abs).max() ?? 0
      #expect(largest > 0)
      try #require(ours.count == expected.count)
      let agree = zip(ours, expected).allSatisfy { abs($0 - $1) <= gradientTolerance * largest }
      #expect(agree, "\(parameter.name)")
    }
  }
}
