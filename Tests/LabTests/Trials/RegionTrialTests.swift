import Datasets
import Foundation
import Lab
import Network
import Randomness
import Testing
import Training

@Suite struct RegionTrialTests {
  private func trial(
    _ input: RegionTrial.Input, widths: [Int] = [6, 5], corrupted: Double = 0, moments: [Double] = [0]
  ) -> RegionTrial {
    var trial = RegionTrial.standard
    trial.architecture = .fullyConnected(FullyConnected(.explicit, depth: 0, widths: widths))
    trial.input = input
    trial.corruptedLabels = corrupted
    trial.moments = moments
    trial.seed = 4
    return trial
  }

  private let shelf = try? DataShelf([.synthetic], from: .init(places: []))

  /// Nine units of one layer in general position make 1 + 9 · 10 / 2 regions of a plane and 10 of a line,
  /// whatever their weights are.
  @Test func oneLayerInGeneralPosition() throws {
    for dimension in [2, 7] {
      let outcome = try trial(.space(dimension: dimension), widths: [9]).run(on: .empty)
      #expect(outcome.units == 9)
      #expect(outcome.moments.map(\.regions) == [[46]])
    }
    let shelf = try #require(shelf)
    for input in [
      RegionTrial.Input.lines(set: .synthetic, count: 3), .linesThroughOrigin(set: .synthetic, count: 3),
    ] {
      let lines = try trial(input, widths: [9], moments: [0, 1]).run(on: shelf)
      #expect(lines.moments.map(\.regions) == [[10, 10, 10], [10, 10, 10]])
      #expect(lines.moments.map(\.epoch) == [0, 1])
    }
  }

  /// What a program before windows, lines through the origin and examinations wrote of two runs is what this
  /// one writes of them, and is read as it was.
  @Test(arguments: [
    (
      RegionTrial.Input.lines(set: .synthetic, count: 2), 709_562_001 as UInt64, "lines",
      [[12, 13], [10, 10]]
    ),
    (.planes(set: .synthetic, count: 2), 446_224_001, "planes", [[65, 57], [73, 75]]),
  ])
  func olderRunsAreKnown(input: RegionTrial.Input, seed: UInt64, name: String, regions: [[Int]]) throws {
    var trial = trial(input, corrupted: 0.5, moments: [0, 0.5])
    (trial.seed, trial.batchSize) = (seed, 100)
    trial.architecture = .fullyConnected(FullyConnected(.explicit, depth: 10, widths: [6, 5]))
    #expect(
      try trial.identity == #"{"architecture":{"family":"explicit","widths":[6,5]},"batchSize":100,"#
        + #""corruptedLabels":0.5,"input":{"\#(name)":{"count":2,"set":"synthetic"}},"moments":[0,0.5],"seed":\#(seed)}"#
    )
    let outcome = try trial.run(on: try #require(shelf))
    #expect(outcome.moments.map(\.regions) == regions)
    let text = #"{"epochs":[],"moments":[{"epoch":0.5,"regions":[10,10]}],"units":11}"#
    let old = try JSONDecoder().decode(RegionTrial.Outcome.self, from: Data(text.utf8))
    #expect(old.moments.map(\.regions) == [[10, 10]])
    #expect(old.moments[0].trainingAccuracy == nil && old.moments[0].testAccuracy == nil)
  }

  @Test func whatChangesTheNumbersChangesTheIdentity() throws {
    let planes = trial(.planes(set: .synthetic, count: 2))
    let changes: [(inout RegionTrial) -> Void] = [
      { $0.input = .planes(set: .synthetic, count: 2, window: 20) },
      { $0.input = .planes(set: .synthetic, count: 2, window: 10) },
      { $0.input = .lines(set: .synthetic, count: 2) },
      { $0.input = .linesThroughOrigin(set: .synthetic, count: 2) }, { $0.corruptedImages = 0.5 },
      { $0.corruptedLabels = 0.5 }, { $0.dropsPartialBatch = true },
    ]
    var identities: Set<String> = [try planes.identity]
    for change in changes {
      var trial = planes
      change(&trial)
      identities.insert(try trial.identity)
    }
    #expect(identities.count == changes.count + 1)
  }

  /// One layer's lines all pass near the origin, where biases are small: a window of some size has all
  /// regions, a tiny one nothing but itself.
  @Test func windowsHoldAPartOfThePlane() throws {
    let shelf = try #require(shelf)
    let counts = try [1e-9, 0.02, 20, nil].map { window in
      let input = RegionTrial.Input.planes(set: .synthetic, count: 1, window: window)
      return try #require(try trial(input, widths: [20, 20]).run(on: shelf).moments.first?.regions.first)
    }
    #expect(counts[0] == 1)
    #expect(counts[1] > 20 && counts[1] < counts[3])
    #expect(counts[2] <= counts[3] && Double(counts[2]) > 0.9 * Double(counts[3]))
  }

  /// Lines through the origin: the pre-activations of the first layer without biases keep their sign on
  /// either side, and all boundaries meet in the origin.
  @Test func linesPassThroughTheOrigin() throws {
    let shelf = try #require(shelf)
    var lines = trial(.linesThroughOrigin(set: .synthetic, count: 4), widths: [8, 8, 8])
    lines.initialization.biases = .zero
    #expect(try lines.run(on: shelf).moments.map(\.regions) == [[2, 2, 2, 2]])
    lines.input = .lines(set: .synthetic, count: 4)
    let apart = try lines.run(on: shelf)
    #expect(try #require(apart.moments.first?.regions.min()) > 4)
  }

  /// The paper's deviation of 0.001, in the last layer too.
  @Test func everyLayerHasBiases() throws {
    let data = try #require(shelf)[.synthetic]
    let layers = try Architecture.fullyConnected(FullyConnected(.explicit, depth: 0, widths: [300, 300]))
      .layers(input: data.shape.extents, classes: 10)
    let trainer = try Trainer(
      try Classifier(layers, beginning: RegionTrial.standard.initialization, shape: data.shape), on: data,
      by: RegionTrial.standard.optimizer, batchSize: 128, key: RandomKey(seed: 2))
    let biases = trainer.weights().filter { $0.name.hasSuffix("bias") }
    #expect(biases.map(\.shape) == [[300], [300], [10]])
    for tensor in biases {
      var numbers = [Double](repeating: 0, count: tensor.shape[0])
      var span = numbers.mutableSpan
      tensor.copy(to: &span)
      let deviation = (numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)).squareRoot()
      // Three and a half standard errors, 1 / √(2 n).
      #expect(abs(deviation / 0.001 - 1) < 3.5 / (2 * Double(numbers.count)).squareRoot())
    }
  }

  /// Moments between the ends of epochs, whole ones, and the last.
  @Test func countsWhileTraining() throws {
    let shelf = try #require(shelf)
    let moments = [0, 0.25, 1, 1.5]
    let outcome = try trial(.planes(set: .synthetic, count: 2), moments: moments).run(on: shelf)
    #expect(outcome.moments.map(\.epoch) == moments)
    #expect(outcome.moments.allSatisfy { $0.regions.count == 2 })
    #expect(Set(outcome.moments.map(\.regions)).count > 1)
    #expect(outcome.epochs.count == 2)
    #expect(outcome.result == .measured)
    // What is counted later changes nothing before it.
    let shorter = try trial(.planes(set: .synthetic, count: 2), moments: [0, 1]).run(on: shelf)
    #expect(shorter.moments == [outcome.moments[0], outcome.moments[2]])
    #expect(shorter.epochs == Array(outcome.epochs.prefix(1)))
  }

  /// Counting and examining more often changes nothing, and an examination at an epoch's end finds what the
  /// run finds.
  @Test func watchingChangesNothing() throws {
    let shelf = try #require(shelf)
    var seldom = trial(.linesThroughOrigin(set: .synthetic, count: 5), widths: [20], corrupted: 0.4)
    seldom.corruptedImages = 0.2
    seldom.dropsPartialBatch = true
    seldom.batchSize = 96
    seldom.moments = [3]
    var often = seldom
    often.moments = [0, 0.1, 0.2, 0.5, 1, 1.7, 2, 3]
    let (one, other) = (try seldom.run(on: shelf), try often.run(on: shelf))
    #expect(one.epochs.count == 3 && one.epochs == other.epochs)
    #expect(one.moments == other.moments.suffix(1))
    let atEnds = other.moments.filter { [1, 2, 3].contains($0.epoch) }.map(\.testAccuracy)
    #expect(atEnds == one.epochs.map(\.testAccuracy))
    // Labels and images that were drawn anew are in the way of naming those of the training set, and of no
    // others.
    let last = try #require(one.moments.last)
    let (training, test) = (try #require(last.trainingAccuracy), try #require(last.testAccuracy))
    #expect(training > 0.15 && test > training + 0.05)
  }

  /// All training images are noise, their labels true: nothing can be learnt of the test images.
  @Test func noiseTeachesNothing() throws {
    var noisy = trial(.linesThroughOrigin(set: .synthetic, count: 1), widths: [20], moments: [0, 2])
    noisy.corruptedImages = 1
    let outcome = try noisy.run(on: try #require(shelf))
    let last = try #require(outcome.moments.last)
    #expect(try #require(last.testAccuracy) < 0.3)
  }

  @Test func randomPointsAreMemorised() throws {
    var trial = trial(.points(count: 12), widths: [16, 16], moments: [0, 300])
    trial.normalization = .init(scale: 2.0 / 255, shift: -1)
    trial.batchSize = 12
    trial.optimizer.rate = 0.01
    let outcome = try trial.run(on: .empty)
    #expect(try #require(outcome.epochs.last).testAccuracy > 0.9)
    #expect(outcome.moments.count == 2)
    #expect(outcome.moments[1].trainingAccuracy == outcome.epochs.last?.testAccuracy)
    let beginning = try #require(outcome.moments[0].trainingAccuracy)
    #expect(beginning < 0.9)
  }

  @Test func whereNothingIsLearntThereIsNoAccuracy() throws {
    let moment = try trial(.space(dimension: 2)).run(on: .empty).moments[0]
    #expect(moment.trainingAccuracy == nil && moment.testAccuracy == nil)
  }

  @Test func aBatchThatIsNeverWholeIsRefused() {
    var trial = trial(.points(count: 12), moments: [0, 1])
    trial.dropsPartialBatch = true
    #expect { try trial.run(on: .empty) } throws: {
      "\($0)".hasPrefix("batchSize: expected at most 12, the number of examples")
    }
  }

  /// With all labels drawn anew there is nothing to learn that helps on the test images.
  @Test func corruptedLabelsTeachNothing() throws {
    let shelf = try #require(shelf)
    let accuracies = try [0, 1].map { share in
      let outcome = try trial(
        .lines(set: .synthetic, count: 1), widths: [20], corrupted: share, moments: [0, 2]
      ).run(on: shelf)
      return try #require(outcome.epochs.last).testAccuracy
    }
    #expect(accuracies[0] > 0.5)
    #expect(accuracies[1] < 0.3)
  }

  @Test func whatCannotBeCountedIsRefused() {
    let cases: [(RegionTrial, String)] = [
      (trial(.space(dimension: 2), moments: [0, 1]), "moments: expected 0 alone, since nothing is learnt"),
      (trial(.points(count: 3), moments: [1, 1]), "moments: expected ascending numbers of at least 0"),
      (trial(.points(count: 3), moments: []), "moments: expected ascending numbers of at least 0"),
      (trial(.points(count: 3), corrupted: 0.5), "corruptedLabels: expected 0, since no images are learnt"),
      (
        trial(.planes(set: .mnist, count: 1, window: -1)),
        "input.planes.window: expected a number above 0, found -1.0"
      ),
    ]
    for (trial, message) in cases {
      #expect { try trial.check() } throws: { "\($0)".hasPrefix(message) }
    }
    var tanh = trial(.space(dimension: 2))
    tanh.architecture = .fullyConnected(FullyConnected(.constant, depth: 2, widths: [4], activation: .tanh))
    #expect { try tanh.check() } throws: { "\($0)".contains("tanh") }
    var convolutional = trial(.planes(set: .mnist, count: 1))
    convolutional.architecture = .convolutional(.standard)
    #expect { try convolutional.check() } throws: { "\($0)".contains("convolution") }
  }
}
