import Autodiff
import Datasets
import Network
import Randomness
import Testing
import Training

/// An examiner counts as the run itself does, and leaves the run alone.
@Suite struct ExaminerTests {
  private let classifier: Classifier
  private let data = Blobs.dataset

  init() throws {
    let layers = try FullyConnected(.constant, depth: 4, widths: [16]).layers(
      input: data.shape.extents, classes: data.classes)
    classifier = try Classifier(
      layers, beginning: PopularInitialization.heNormal.initialization, shape: data.shape)
  }

  private func run(_ epochs: Int, probes: [any Probe] = []) throws -> ([EpochRecord], [Tensor]) {
    var trainer = try Trainer(
      classifier, on: data, by: .sgd(SGD(rate: 0.02, momentum: 0.5, weightDecay: 1e-3)), batchSize: 64,
      key: RandomKey(seed: 3), probes: probes)
    for _ in 0..<epochs { _ = try #require(try trainer.runEpoch()) }
    for probe in probes { try trainer.show(to: probe) }
    return (trainer.records, trainer.weights())
  }

  @Test func itFindsWhatTheRunFindsAndChangesNothing() throws {
    let capacity = Trainer.capacity(of: classifier.plan, 64, data)
    let witness = Curious(Examiner(classifier, capacity: capacity), data)
    let (records, weights) = try run(8, probes: [witness])
    let (undisturbed, same) = try run(8)
    #expect(records == undisturbed)
    #expect(weights == same)
    // 32 steps an epoch, and once after the last.
    #expect(witness.test.count == 8 * 32 + 1)
    #expect((1...8).map { witness.test[32 * $0] } == records.map(\.testAccuracy))
    let (first, last) = (try #require(witness.train.first), try #require(witness.train.last))
    #expect(first < 0.3 && last > 0.5)
    #expect(Set(witness.train).count > 60)
  }

  @Test func ofOneImageItNamesAllOrNone() throws {
    let examiner = Examiner(classifier, capacity: 7)
    let witness = Curious(examiner, data)
    _ = try run(2, probes: [witness])
    let shares = (0..<50).map { item in
      let size = data.shape.count
      let image = try? LabelledImages(
        shape: data.shape, classes: data.classes,
        pixels: .bytes((item * size..<(item + 1) * size).map { UInt8(data.test.pixels[$0]) }),
        labels: [data.test.labels[item]],
        origin: "made")
      return image.map { examiner.accuracy(on: $0) } ?? -1
    }
    #expect(Set(shares).isSubset(of: [0, 1]))
    #expect(shares.reduce(0, +) / 50 == examiner.accuracy(on: data.test.prefix(50)))
  }
}

/// Examines a run at every step.
private final class Curious: Probe {
  private let examiner: Examiner
  private let data: Dataset
  private(set) var train: [Double] = []
  private(set) var test: [Double] = []

  init(_ examiner: Examiner, _ data: Dataset) {
    self.examiner = examiner
    self.data = data
  }

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    examiner.take(from: workspace)
    train.append(examiner.accuracy(on: data.train))
    test.append(examiner.accuracy(on: data.test))
  }
}
