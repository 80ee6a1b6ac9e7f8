import Autodiff
import Datasets
import Foundation
import Network
import Randomness
import TestSupport
import Testing
import Training

@Suite struct TrainerWeightsTests {
  private let place = URL(fileURLWithPath: "/nowhere/weights")

  private func trainer(
    _ architecture: Architecture = .fullyConnected(FullyConnected(.constant, depth: 2, widths: [7])),
    seed: UInt64 = 3
  ) throws -> Trainer {
    let data = Blobs.dataset
    let layers = try architecture.layers(input: data.shape.extents, classes: data.classes)
    return try Trainer(
      try Classifier(layers, beginning: PopularInitialization.heNormal.initialization, shape: data.shape),
      on: data,
      by: .sgd(SGD(rate: 0.05)), batchSize: 128,
      key: RandomKey(seed: seed))
  }

  @Test func namesAndShapesAreThoseOfPyTorch() throws {
    let connected = try trainer().weights()
    #expect(
      connected.map(\.name) == [
        "hidden1.weight", "hidden1.bias", "hidden2.weight", "hidden2.bias", "output.weight", "output.bias",
      ])
    #expect(connected.map(\.shape) == [[7, 784], [7], [7, 7], [7], [10, 7], [10]])
    let convolutional = try trainer(.convolutional(ConvolutionalNetwork(depth: 2, features: 4))).weights()
    #expect(
      convolutional.map(\.name).prefix(4) == ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias"])
    #expect(convolutional.map(\.shape).prefix(4) == [[4, 1, 3, 3], [4], [4, 4, 3, 3], [4]])
  }

  @Test func loadedWeightsTrainOnAsTheirOwn() throws {
    var first = try trainer(seed: 3)
    let start = TensorFile(place, tensors: first.weights())
    var second = try trainer(seed: 3)
    try second.load(start)
    #expect(second.weights() == first.weights())
    #expect(try first.runEpoch() == second.runEpoch())
    #expect(first.weights() != start.tensors)
    #expect(second.weights() == first.weights())
    var other = try trainer(seed: 4)
    #expect(other.weights() != start.tensors)
    try other.load(start)
    #expect(other.weights() == start.tensors)
  }

  @Test func doublesAreTakenToo() throws {
    var trainer = try trainer()
    let wide = trainer.weights().map { tensor in
      var numbers = [Double](repeating: 0, count: tensor.count)
      var span = numbers.mutableSpan
      tensor.copy(to: &span)
      return Tensor(tensor.name, shape: tensor.shape, numbers.span)
    }
    let before = trainer.weights()
    try trainer.load(TensorFile(place, tensors: wide.reversed()))
    #expect(trainer.weights() == before)
  }

  @Test func weightsOfAnotherNetworkChangeNothing() throws {
    var trainer = try trainer()
    let before = trainer.weights()
    let row = Tensor("output.bias", shape: [1, 10], [Double](repeating: 0, count: 10).span)
    let path = place.path
    let cases: [([Tensor], TensorFileError)] = [
      (before.dropLast(), .missingTensor(path, name: "output.bias", shape: [10])),
      (before + [Tensor("more", shape: [1], [1.0].span)], .extraTensor(path, name: "more")),
      (
        before.dropLast() + [row],
        .wrongShape(path, name: "output.bias", expected: [10], found: [1, 10])
      ),
    ]
    for (tensors, error) in cases {
      let zeros = tensors.map {
        Tensor($0.name, shape: $0.shape, [Double](repeating: 0, count: $0.count).span)
      }
      #expect(throws: error) { try trainer.load(TensorFile(place, tensors: zeros)) }
      #expect(trainer.weights() == before)
    }
  }
}
