import Datasets
import Forms
import Foundation
import Lab
import Network
import Testing
import Training

@Suite struct RateSearchTests {
  private let search = RateSearch(range: 0.01...64, precision: 1.1)

  /// Whatever clearly starts and clearly fails, the bracket holds the edge below which all rates of a decade start.
  @Test(arguments: [0.011, 0.3, 1, 3.999, 4, 4.001, 63.9])
  func theBracketHoldsASharpEdge(edge: Double) {
    var tried: [Double] = []
    let bracket = search.run { rate in
      tried.append(rate)
      return rate <= edge && rate >= edge / 10 ? .starts : .fails
    }
    let (lower, upper) = (bracket.lower ?? .nan, bracket.upper ?? .nan)
    #expect(lower <= edge && edge < upper && upper / lower <= 1.1)
    #expect(tried.contains(lower) && tried.contains(upper))
    #expect(Double(tried.count) <= search.mostRates)
  }

  /// Where nothing is clear from one rate to another, the bracket's ends lie just outside these.
  @Test(arguments: [(0.9, 1.1), (0.02, 0.03), (0.3, 3.3), (0.5, 40), (3.999, 4.001), (15, 17)])
  func theBracketHoldsWhatIsUndecided(from: Double, to: Double) throws {
    var tried = 0.0
    let bracket = search.run { rate in
      tried += 1
      return rate < from ? .starts : rate > to ? .fails : .undecided
    }
    let (lower, upper) = (try #require(bracket.lower), try #require(bracket.upper))
    #expect(lower < from && to < upper)
    #expect(upper / lower <= to / from * 1.1 * 1.1)
    #expect(tried <= search.mostRates)
  }

  /// A rate that fails below one of which some runs start does not end the bracket.
  @Test func failuresBelowWhatIsUndecidedAreInside() {
    let bracket = search.run { $0 < 0.5 ? .starts : $0 > 17 || $0 < 5 ? .fails : .undecided }
    #expect((bracket.lower ?? .nan) < 0.5 && (bracket.upper ?? .nan) > 17)
  }

  @Test func whereNoRateStartsItLiesBelow() {
    #expect(search.run { _ in .fails } == RateSearch.Bracket(lower: nil, upper: 0.01))
    #expect(search.run { $0 > 3 ? .fails : .undecided }.lower == nil)
  }

  @Test func whereTheGreatestDoesNotFailItLiesAbove() {
    #expect(search.run { _ in .starts } == RateSearch.Bracket(lower: 64, upper: nil))
    let bracket = search.run { $0 > 3 ? .undecided : .starts }
    #expect((bracket.lower ?? .nan) <= 3 && bracket.upper == nil)
  }
}

/// η* of networks on MNIST beside PyTorch's, from the file of a script beside it.
@Suite struct RateGoldenTests {
  struct Case: Decodable, CustomTestStringConvertible {
    let widths: [Int]
    let share: Double
    let seed: UInt64
    let rate: Double

    var testDescription: String { "\(widths), \(share)" }

    static let all: [Case] = {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../Golden/rates.json")
      do {
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
      } catch {
        preconditionFailure("\(error)")
      }
    }()
  }

  private static func search() throws -> DataSearch {
    try DataSearch(directory: nil, environment: ProcessInfo.processInfo.environment)
  }

  private static let hasMNIST = (try? search().find(.mnist)) != nil

  /// Where nine runs of Kindling's clearly start and clearly fail, PyTorch's edge, by the majority of its own, lies between. Asked of the
  /// last six, which were made when the search stood; the page of paper H has all.
  @Test(.enabled(if: hasMNIST, "no MNIST found"), arguments: Case.all.suffix(6))
  func theBracketHoldsPyTorchsRate(_ golden: Case) throws {
    var optimizer = Optimizer.sgd(SGD())
    if golden.share != 1 { optimizer.rateFactors = ["hidden1.*": golden.share] }
    let network = FullyConnected(.constant, depth: golden.widths.count, widths: [golden.widths[0]])
    let trial = RateTrial(
      data: .mnist, architecture: .fullyConnected(network),
      initialization: PopularInitialization.heNormal.initialization, seed: golden.seed, optimizer: optimizer,
      runs: 9, sharpnessImages: 16)
    let outcome = try trial.run(on: DataShelf([.mnist], from: Self.search()))
    #expect((outcome.lower ?? .infinity) < golden.rate && golden.rate < (outcome.upper ?? 0))
  }
}

@Suite struct RateTrialTests {
  private func trial(_ change: (inout RateTrial) -> Void = { _ in }) -> RateTrial {
    var trial = RateTrial(
      data: .synthetic, architecture: .fullyConnected(FullyConnected(.constant, depth: 1, widths: [32])),
      initialization: PopularInitialization.heNormal.initialization, seed: 1, batchSize: 32, steps: 60,
      accuracy: 0.15, precision: 1.5, sharpnessImages: 32)
    change(&trial)
    return trial
  }

  private let shelf: DataShelf

  init() throws {
    shelf = try DataShelf([.synthetic], from: DataSearch(places: [])).taking(0.05)
  }

  @Test func aSearchEndsWithABracketAndLambda1() throws {
    let trial = trial()
    let outcome = try trial.run(on: shelf)
    let (lower, upper) = (try #require(outcome.lower), try #require(outcome.upper))
    #expect(lower < upper)
    #expect((outcome.sharpness?.value ?? 0) > 0)
    #expect(try outcome == trial.run(on: shelf))
    try trial.check(outcome)
  }

  @Test func ofOtherLayersLambda1IsNotKnown() throws {
    let network = FullyConnected(.constant, depth: 1, widths: [32], activation: .tanh)
    let outcome = try trial { $0.architecture = .fullyConnected(network) }.run(on: shelf)
    #expect(outcome.lower != nil && outcome.sharpness == nil)
  }

  @Test func aSearchOutsideTheRangeSaysOnWhichSide() throws {
    #expect(try trial { ($0.accuracy, $0.highest) = (1, $0.lowest) }.run(on: shelf).lower == nil)
    let all = try trial { ($0.accuracy, $0.highest) = (0, 0.01) }.run(on: shelf)
    #expect(all.lower == 0.01 && all.upper == nil && all.rate == nil)
  }

  @Test func aRateBesideTheSearchIsRefused() {
    #expect(
      throws: FieldError(
        ["optimizer", "rate"], expected: "none, since it is what is sought", found: "0.5")
    ) { try trial { $0.optimizer.rate = 0.5 }.check() }
    #expect(throws: FieldError(["highest"], expected: "at least lowest, 0.001", found: "0.0001")) {
      try trial { $0.highest = 0.0001 }.check()
    }
  }

  @Test func anOutcomeOutsideTheTrialsRangeIsNone() throws {
    func refuses(_ lower: Double?, _ upper: Double?) {
      let outcome = RateTrial.Outcome(lower: lower, upper: upper, runs: 3, sharpness: nil)
      #expect(throws: OutcomeError.self) { try trial().check(outcome) }
    }
    refuses(1, 0.5)
    refuses(1, 65)
    refuses(.nan, 1)
    refuses(0.0005, 1)
  }
}
