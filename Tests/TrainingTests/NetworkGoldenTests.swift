import Autodiff
import Datasets
import Forms
import Foundation
import Network
import TestSupport
import Testing
import Training

/// Networks that are lists of layers, trained from the same weights by the same batches as PyTorch's, from the file of a
/// script beside it.
@Suite struct NetworkGoldenTests {
  struct Case: Decodable, CustomTestStringConvertible {
    struct Drawn: Decodable {
      let shape: [Int]
      let seed: UInt32
      let scale: Double
      let offset: Double
    }
    let name: String
    let network: JSONValue
    let parameters: [String: JSONValue]
    let initialization: Initialization
    let optimizer: JSONValue
    let loss: Loss
    let image: [Int]
    let batch: Int
    let arrays: [Drawn]
    let losses64: [Double]
    let testLoss64: Double

    var testDescription: String { name }

    static let all: [Case] = {
      do {
        return try JSONDecoder().decode(
          [Case].self, from: Data(contentsOf: Golden.folder.appendingPathComponent("networks.json")))
      } catch {
        preconditionFailure("\(error)")
      }
    }()

    func classifier() throws -> Classifier {
      var list =
        if case .text(let name) = network {
          try #require(ReadyNetwork.network(named: name))
        } else {
          try network.decoded(as: LayerList.self)
        }
      list.parameters.merge(parameters) { $1 }
      let layers = try list.layers(input: image, classes: 10)
      let shape = ImageShape(channels: image[0], height: image[1], width: image[2])
      return try Classifier(layers, beginning: initialization, shape: shape, loss: loss)
    }

    /// The optimiser as a file has it, filled up with its defaults.
    func descent(_ workspace: borrowing Workspace) throws -> Descent {
      let whole = try Optimizer.form.merging(
        optimizer, into: JSONValue(plain: Optimizer(Optimizer.rules[0].standard)))
      return try Descent(whole.decoded(as: Optimizer.self), on: workspace)
    }
  }

  #if DoublePrecision
    private let tolerance = 1e-8
  #else
    private let tolerance = 1e-4
  #endif

  @Test(arguments: Case.all) func lossesAreThoseOfPyTorch(_ golden: Case) throws {
    let classifier = try golden.classifier()
    try #require(classifier.plan.parameters.map(\.shape.extents) == golden.arrays.map(\.shape))
    var workspace = Workspace(classifier.plan, capacity: golden.batch)
    // States begin as the network has them.
    classifier.network.initialize(&workspace, from: .init(seed: 1))
    for (parameter, drawn) in zip(classifier.plan.parameters, golden.arrays) {
      workspace.set(
        parameter.value,
        to: Golden.numbers(parameter.shape.size, seed: drawn.seed, scale: drawn.scale, offset: drawn.offset))
    }
    var descent = try golden.descent(workspace)
    func load(_ workspace: inout Workspace, step: Int) {
      Golden.fill(
        &workspace, classifier, batch: golden.batch, imageSize: golden.image.reduce(1, *),
        seeds: (UInt32(1000 + step), UInt32(2000 + step)))
    }
    for (step, expected) in golden.losses64.enumerated() {
      load(&workspace, step: step)
      workspace.forward()
      workspace.backward()
      #expect(relativeError(Double(workspace.scalar(classifier.loss)), expected) < tolerance, "step \(step)")
      descent.step(&workspace)
    }
    workspace.isTraining = false
    load(&workspace, step: 0)
    workspace.forward()
    #expect(relativeError(Double(workspace.scalar(classifier.loss)), golden.testLoss64) < tolerance, "test")
  }
}
