import Autodiff
import Datasets
import Foundation
import Network
import TestSupport
import Testing
import Training

/// The same weights, batches and steps as PyTorch's, from files made by the scripts beside them.
@Suite struct GoldenTests {
  private struct Golden: Decodable {
    struct Parameter: Decodable {
      let name: String
      let shape: [Int]
      let seed: UInt32
      let scale: Double
    }
    struct Gradients: Decodable {
      let file: String
      let count: Int
    }
    let widths: [Int]
    let batch: Int
    let steps: Int
    let learningRate: Double
    let momentum: Double
    let weightDecay: Double
    let parameters: [Parameter]
    let imageSeeds: [UInt32]
    let labelSeeds: [UInt32]
    let losses64: [Double]
    let gradients: Gradients?
  }

  /// The generator that the scripts use, stepped before each draw.
  private struct Congruential {
    var state: UInt32

    mutating func next() -> UInt32 {
      state = 1_664_525 &* state &+ 1_013_904_223
      return state
    }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  private func golden(_ name: String) throws -> Golden {
    try JSONDecoder().decode(Golden.self, from: Data(contentsOf: Self.folder.appendingPathComponent(name)))
  }

  private func classifier(_ golden: Golden) throws -> Classifier {
    let hidden = Array(golden.widths.dropFirst().dropLast())
    let layers = try FullyConnected(.explicit, depth: 0, widths: hidden).layers(
      input: [1, 28, 28], classes: 10)
    return try Classifier(layers, shape: ImageShape(channels: 1, height: 28, width: 28))
  }

  private func fill(_ workspace: inout Workspace, _ golden: Golden) {
    for (parameter, target) in zip(golden.parameters, workspace.plan.parameters) {
      var generator = Congruential(state: parameter.seed)
      let values = (0..<target.shape.size).map { _ in
        Real(Float((Double(generator.next() >> 8) / 16_777_216 - 0.5) * parameter.scale))
      }
      workspace.set(target.value, to: values)
    }
  }

  private func fill(_ workspace: inout Workspace, _ classifier: Classifier, _ golden: Golden, step: Int) {
    var pixels = Congruential(state: golden.imageSeeds[step])
    let images = (0..<golden.batch * 784).map { _ in Real(Float(pixels.next() >> 24) / 255) }
    var classes = Congruential(state: golden.labelSeeds[step])
    let labels = (0..<golden.batch).map { _ in Real((classes.next() >> 16) % 10) }
    workspace.set(classifier.network.input, to: images)
    workspace.set(classifier.labels, to: labels)
  }

  @Test(arguments: ["fc.json", "fc-momentum.json"])
  func lossesAndFirstGradientsAreThoseOfPyTorch(name: String) throws {
    let golden = try golden(name)
    let classifier = try classifier(golden)
    var workspace = Workspace(classifier.plan, capacity: golden.batch)
    fill(&workspace, golden)
    let rule = SGD(rate: golden.learningRate, momentum: golden.momentum, weightDecay: golden.weightDecay)
    var descent = Descent(rule, parameterCount: workspace.paddedParameterCount)
    for step in 0..<golden.steps {
      fill(&workspace, classifier, golden, step: step)
      workspace.forward()
      workspace.backward()
      #expect(relativeError(Double(workspace.scalar(classifier.loss)), golden.losses64[step]) < 1e-5)
      if step == 0, let gradients = golden.gradients { try compare(gradients, workspace) }
      descent.step(&workspace)
    }
  }

  /// Every gradient, relative to the largest of its array.
  private func compare(_ gradients: Golden.Gradients, _ workspace: borrowing Workspace) throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent(gradients.file))
    #expect(data.count == 4 * gradients.count)
    var position = 0
    for parameter in workspace.plan.parameters {
      let expected = (0..<parameter.shape.size).map { i in
        let bytes = data[(position + i) * 4..<(position + i + 1) * 4]
        return Double(Float(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }))
      }
      position += expected.count
      let ours = workspace.readGradient(of: parameter.value) { span in span.indices.map { Double(span[$0]) } }
      let largest = expected.map(abs).max() ?? 0
      #expect(largest > 0)
      for (value, expected) in zip(ours, expected) { #expect(abs(value - expected) <= 1e-5 * largest) }
    }
    #expect(position == gradients.count)
  }
}
