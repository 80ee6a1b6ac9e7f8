import Autodiff
import Datasets
import Foundation
import Lab
import Network
import Numbers
import Randomness
import Regions
import Testing
import Training

@Suite struct DistanceTrialTests {
  private func trial(widths: [Int] = [6, 5], moments: [Double] = [0], points: Int = 50) -> DistanceTrial {
    var trial = DistanceTrial.standard
    trial.data = .synthetic
    trial.architecture = .fullyConnected(FullyConnected(.explicit, depth: 0, widths: widths))
    (trial.moments, trial.points, trial.seed) = (moments, points, 4)
    return trial
  }

  private let shelf = try? DataShelf([.synthetic], from: .init(places: []))

  /// It trains as the counting of regions does, to the last bit.
  @Test func itTrainsAsRegionTrialsDo() throws {
    let shelf = try #require(shelf)
    let trial = trial(moments: [0, 0.5, 1])
    let outcome = try trial.run(on: shelf)
    let regions = try RegionTrial(
      architecture: trial.architecture, initialization: trial.initialization,
      input: .lines(set: .synthetic, count: 1), seed: 4, moments: trial.moments
    ).run(on: shelf)
    #expect(outcome.units == 11 && outcome.epochs == regions.epochs)
    #expect(outcome.moments.map(\.testAccuracy) == regions.moments.map(\.testAccuracy))
    #expect(outcome.moments.map(\.trainingAccuracy) == regions.moments.map(\.trainingAccuracy))
    // What is measured later, and of how many points, changes nothing before it.
    #expect(try self.trial(moments: [0.5]).run(on: shelf).moments == [outcome.moments[1]])
    #expect(try trial.identity == self.trial(moments: [0, 0.5, 1]).identity)
    #expect(try trial.identity != self.trial(moments: [0, 0.5, 1], points: 49).identity)
  }

  /// One layer's distances are |w · x + b| / ‖w‖: of all test images, and of random points in the mean.
  @Test func oneUnitsDistancesAreKnown() throws {
    let shelf = try #require(shelf)
    let data = shelf[.synthetic]
    let trial = trial(widths: [1], points: 1_000_000)
    let moment = try #require(
      try self.trial(widths: [1], points: data.test.count).run(on: shelf).moments.first)
    let layers = try trial.architecture.layers(input: data.shape.extents, classes: 10)
    let trainer = try Trainer(
      try Classifier(layers, beginning: trial.initialization, shape: data.shape), on: data,
      by: trial.optimizer, batchSize: 128, key: RandomKey(seed: 4))
    func numbers(_ name: String) throws -> [Double] {
      let tensor = try #require(trainer.weights().first { $0.name == name })
      var numbers = [Double](repeating: 0, count: tensor.shape.reduce(1, *))
      var span = numbers.mutableSpan
      tensor.copy(to: &span)
      return numbers
    }
    let (weights, bias) = (try numbers("hidden1.weight"), try numbers("hidden1.bias")[0])
    let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var image = [Real](repeating: 0, count: data.shape.count)
    let distances = (0..<data.test.count).map { item in
      var span = image.mutableSpan
      data.test.fill(&span, with: item)
      return abs(zip(weights, image).reduce(bias) { $0 + $1.0 * Double($1.1) }) / length
    }
    let mean = distances.reduce(0, +) / Double(distances.count)
    #expect(abs(moment.test.lengths.mean - mean) < 1e-9)
    #expect(moment.test.logarithms.counts.reduce(0, +) == data.test.count)
    // Random points: w · x is normal, of known mean and deviation.
    let laws = data.train.pixelLaws.map { ($0.mean / 255, $0.deviation / 255) }
    let middle = zip(weights, laws).reduce(bias) { $0 + $1.0 * $1.1.0 } / length
    let spread = zip(weights, laws).reduce(0) { $0 + pow($1.0 * $1.1.1, 2) }.squareRoot() / length
    let expected =
      spread * (2 / Double.pi).squareRoot() * exp(-middle * middle / (2 * spread * spread))
      + middle * erf(middle / (spread * 2.0.squareRoot()))
    #expect(abs(moment.random.lengths.mean - expected) < 4 * moment.random.lengths.standardError)
  }

  /// Of fewer images than points all are taken, each once.
  @Test func pointsAreDifferentImages() throws {
    let shelf = try #require(shelf).taking(0.01)
    let outcome = try trial(points: 1000).run(on: shelf)
    let moment = try #require(outcome.moments.first)
    #expect(moment.training.lengths.count == 100 && moment.random.lengths.count == 1000)
    let all = try trial(points: 100).run(on: shelf).moments.first
    #expect(all?.training == moment.training && all?.random != moment.random)
  }

  /// A network without boundaries leaves its points no distance.
  @Test func withoutBoundariesThereIsNothingToMeasure() throws {
    var dead = trial()
    dead.initialization.weights = .zero
    let outcome = try dead.run(on: try #require(shelf))
    #expect(outcome.moments.first?.test.lengths.count == 0)
    let again = try JSONDecoder().decode(DistanceTrial.Outcome.self, from: JSONEncoder().encode(outcome))
    try dead.check(again)
    #expect(again == outcome)
  }

  @Test func whatCannotBeMeasuredIsRefused() {
    #expect { try trial(moments: [1, 1]).check() } throws: {
      "\($0)".hasPrefix("moments: expected ascending numbers of at least 0")
    }
    var tanh = trial()
    tanh.architecture = .fullyConnected(FullyConnected(.constant, depth: 2, widths: [4], activation: .tanh))
    #expect { try tanh.check() } throws: { "\($0)".contains("tanh") }
    #expect { try trial(points: .max).check() } throws: { $0 is LabError }
  }
}
