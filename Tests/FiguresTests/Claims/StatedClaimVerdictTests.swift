import Datasets
import Figures
import Foundation
import Lab
import Network
import Randomness
import Testing
import Theory
import Training

/// Claims that a file states, judged on made-up outcomes where the right verdict is known.
@Suite struct StatedClaimVerdictTests {
  /// Where a setting stands.
  private struct Place {
    let isHe: Bool
    let depth: Double
  }

  /// Two initialisations at three depths.
  private func experiment(_ claims: [String], kind: String = "start") throws -> Experiment {
    var experiment = try Experiment(
      text: """
        { name: "a", kind: "\(kind)", seeds: 12, trial: { architecture: { family: "constant", widths: [20] } }, axes: [
          { field: "init", values: ["he-normal", "glorot-normal"] }, { field: "depth", values: [2, 4, 8] }] }
        """, source: "a.json")
    for claim in claims { try experiment.state(claim) }
    return experiment
  }

  /// The verdicts on a claim about runs that start at about an epoch, or not, and find a number.
  private func verdicts(
    _ claim: String, runs: Int = 12, start: (Place) -> Double = { _ in 10 },
    number: (Place) -> Double = { _ in 1 }, activation: String? = nil
  ) throws -> [Claim.Verdict] {
    var experiment = try experiment([claim])
    if let activation { try experiment.set(FieldName("activation"), to: .text(activation)) }
    var stream = RandomKey(seed: 1)["runs"][claim].stream()
    let groups = try Grid<StartTrial>(experiment).settings.map { setting in
      let place = Place(isHe: setting.labels[0] == "he-normal", depth: setting.points[1].number ?? 0)
      return StartGroup(
        setting.points, setting.trial,
        (0..<runs).map { _ in
          let epoch = Int((start(place) * (0.5 + stream.nextUnit())).rounded(.up))
          let record = EpochRecord(
            epoch: 1, trainingLoss: number(place) * (0.9 + 0.2 * stream.nextUnit()),
            testLoss: .nan,
            testAccuracy: number(place) + stream.nextUnit())
          return StartTrial.Outcome(
            start: epoch <= 100 ? .started(epoch: epoch) : .censored(epoch: 100), epochs: [record])
        })
    }
    let report = StartGroup.report(Measured(experiment, groups))
    // What any sweep is asked is not asked where a file states its own claims.
    #expect(report.claims.count == experiment.claims[0].single.count)
    return report.claims.map(\.verdict)
  }

  private func verdict(
    _ claim: String, runs: Int = 12, start: (Place) -> Double = { _ in 10 },
    number: (Place) -> Double = { _ in 1 }
  ) throws -> Claim.Verdict {
    try verdicts(claim, runs: runs, start: start, number: number)[0]
  }

  @Test func allStartAndNoneStarts() throws {
    #expect(try verdict("all-start") == .held)
    #expect(try verdict("all-start", start: { $0.isHe && $0.depth == 4 ? 1000 : 10 }) == .failed)
    #expect(try verdict("all-start", runs: 4) == .notEnoughData)
    #expect(try verdict("all-start; share=0.99") == .notEnoughData)
    #expect(try verdict("none-starts", start: { _ in 1000 }) == .held)
    #expect(try verdict("none-starts", start: { $0.isHe && $0.depth == 4 ? 10 : 1000 }) == .failed)
    #expect(try verdict("none-starts; where.init=he-normal", start: { $0.isHe ? 1000 : 10 }) == .held)
    #expect(try verdict("none-starts", runs: 4, start: { _ in 1000 }) == .notEnoughData)
  }

  @Test func soonerAndLater() throws {
    #expect(try verdict("later: depth", start: { 5 * $0.depth }) == .held)
    #expect(try verdict("sooner: depth", start: { 5 * $0.depth }) == .failed)
    #expect(try verdict("later: depth") == .notEnoughData)
    // Only where it is claimed of.
    #expect(
      try verdict("later: depth; where.init=he-normal", start: { $0.isHe ? 5 * $0.depth : 40 / $0.depth })
        == .held)
    #expect(try verdict("sooner: init=he-normal", start: { $0.isHe ? 10 : 30 }) == .held)
    #expect(try verdict("later: init=he-normal", start: { $0.isHe ? 10 : 30 }) == .failed)
    #expect(try verdict("sooner: init=he-normal", start: { _ in 1000 }) == .notEnoughData)
    #expect(try verdict("sooner: depth=2; than.depth=8", start: { 5 * $0.depth }) == .held)
  }

  /// Along depths of several widths Σ 1/n is not the depth.
  @Test func laterWithTheSumOfInverseWidths() throws {
    #expect(try verdict("later: inverseWidths", start: { 5 * $0.depth }) == .held)
    #expect(try verdict("sooner: inverseWidths", start: { 5 * $0.depth }) == .failed)
  }

  /// He's normal weights keep the mean length, Glorot's make it shorter the deeper: here those of a longer output are later.
  @Test func laterWithTheExpectedLength() throws {
    let start = { (place: Place) in place.isHe ? 40 : 40 / place.depth }
    #expect(try verdict("later: expectedLength", start: start) == .held)
    #expect(try verdict("sooner: expectedLength", start: start) == .failed)
  }

  /// Of residual networks it is that of the limit of great width, behind the product that leads from the image to the modules.
  @Test func theExpectedLengthIsTheorys() throws {
    func expected(_ architecture: Architecture, _ initialization: PopularInitialization = .heNormal)
      -> Double?
    {
      let trial = StartTrial(
        data: .mnist, architecture: architecture, initialization: initialization.initialization, seed: 0)
      return StartGroup([], trial, []).expectedLength
    }
    for modules in [5, 20, 50] {
      let scale = ResidualScale.geometric(0.9)
      let length = try #require(
        expected(.residual(ResidualNetwork(modules: modules, width: 5, scale: scale))))
      let wide = try ResidualLength.wideLimit(scales: scale.values(modules: modules)).last ?? 0
      #expect(abs(length / (2 * wide) - 1) < 1e-12)
    }
    let square = FullyConnected(.square, depth: 7)
    #expect(abs(try #require(expected(.fullyConnected(square))) - 1) < 1e-12)
    #expect(abs(try #require(expected(.fullyConnected(square), .lecunNormal)) * 128 - 1) < 1e-12)
  }

  /// Each point's claim has a verdict of its own, of its own settings.
  @Test func aClaimForEachPointIsJudgedForEach() throws {
    let start = { (place: Place) in place.isHe ? 5 * place.depth : 40 / place.depth }
    #expect(try verdicts("later: depth; each=init", start: start) == [.held, .failed])
    #expect(
      try verdicts("sooner: depth=smallest; than.depth=largest; each=init", start: start) == [.held, .failed])
    #expect(
      try verdicts("sooner: depth=2,4; than.depth=8; each=depth; where.init=he-normal", start: start) == [
        .held, .held,
      ])
  }

  /// Depth is what makes it late; within depths nothing is to be seen, whatever stands at which depth.
  @Test func runsAreComparedWithinStrata() throws {
    let start = { (place: Place) in 5 * place.depth }
    #expect(try verdict("sooner: init=he-normal; strata=depth", start: start) == .notEnoughData)
    #expect(try verdict("sooner: depth=2; strata=init", start: start) == .held)
  }

  @Test func alike() throws {
    #expect(try verdict("alike: init; margin=1.5", runs: 40) == .held)
    #expect(try verdict("alike: init; margin=1.5", runs: 40, start: { $0.isHe ? 10 : 30 }) == .failed)
    #expect(try verdict("alike: init; margin=1.02") == .notEnoughData)
    #expect(try verdict("alike: init; of=test_accuracy; margin=0.5") == .held)
    #expect(
      try verdict("alike: init; of=test_accuracy; margin=0.5", number: { $0.isHe ? 1 : 2.5 }) == .failed)
    #expect(try verdict("alike: init; of=test_accuracy; margin=0.05") == .notEnoughData)
  }

  @Test func risesAndFalls() throws {
    #expect(try verdict("rises: depth; of=test_accuracy", number: { $0.depth }) == .held)
    #expect(try verdict("falls: depth; of=test_accuracy", number: { $0.depth }) == .failed)
    #expect(try verdict("falls: depth; of=test_accuracy; twoSided=true", number: { -$0.depth }) == .held)
    #expect(try verdict("rises: depth; of=test_accuracy") == .notEnoughData)
    // A number that a run has not, or that is none, is not left out in silence.
    #expect(try verdict("rises: depth; of=test_loss", number: { $0.depth }) == .notEnoughData)
  }

  @Test func exponential() throws {
    let claim = "exponential: depth; of=training_loss; from=0.3; through=0.5"
    #expect(try verdict(claim, number: { exp(0.4 * $0.depth) }) == .held)
    #expect(try verdict(claim, number: { exp(0.6 * $0.depth) }) == .failed)
    #expect(try verdict(claim, runs: 2, number: { exp(0.5 * $0.depth) }) == .notEnoughData)
    // A square goes from 2 to 8 at the mean rate of 0.46, but not at one.
    #expect(try verdict(claim, number: { $0.depth * $0.depth }) == .failed)
    #expect(try verdict(claim, number: { -$0.depth }) == .notEnoughData)
  }

  @Test func greaterAndLess() throws {
    #expect(try verdict("greater: init=he-normal; of=test_accuracy", number: { $0.isHe ? 2 : 1 }) == .held)
    #expect(try verdict("less: init=he-normal; of=test_accuracy", number: { $0.isHe ? 2 : 1 }) == .failed)
    #expect(try verdict("less: init=glorot-normal; of=test_accuracy", number: { $0.isHe ? 2 : 1 }) == .held)
    #expect(try verdict("greater: init=he-normal; of=test_accuracy") == .notEnoughData)
    #expect(
      try verdict("greater: init=he-normal; of=test_accuracy; by=2", number: { $0.isHe ? 2 : 1 }) == .failed)
    #expect(
      try verdict("greater: init=he-normal; of=test_accuracy; by=0.5", number: { $0.isHe ? 2 : 1 }) == .held)
  }

  /// Networks whose weights have another variance than theory is told are not theory's.
  @Test func agrees() throws {
    func verdict(factor: Double, networks: Int = 20_000) throws -> Claim.Verdict {
      var experiment = try experiment(["agrees"], kind: "lengths")
      try experiment.set(FieldName("networks"), to: .integer(networks))
      experiment.seed(with: .independent(1))
      let groups = try Grid<LengthTrial>(experiment).settings.map { setting in
        let prediction = try setting.trial.prediction(on: .empty)
        var trial = setting.trial
        trial.initialization.weights.gain *= factor
        return LengthGroup(setting.points, setting.trial, [try trial.run(on: .empty)], prediction)
      }
      return LengthGroup.report(Measured(experiment, groups)).claims[0].verdict
    }
    #expect(try verdict(factor: 1) == .held)
    #expect(try verdict(factor: 0.9) == .failed)
    #expect(try verdict(factor: 1, networks: 50) == .notEnoughData)
  }

  @Test func claimsAreJudgedAsTheFileSays() throws {
    let tested = [0.004, 0.02, 0.2].map { TestedClaim("claim", ifFalse: $0, ifTrue: 1, evidence: "") }
    func held(_ judgement: String) throws -> [Bool] {
      let experiment = try Experiment(
        text: "{name: 'a', seeds: 1, axes: [{field: 'depth', values: [2]}], judgement: \(judgement)}",
        source: "a")
      return Claim.judged(tested, by: experiment.judgement).map { $0.verdict == .held }
    }
    #expect(try held("{}") == [false, false, false])
    #expect(try held("{level: 0.05}") == [true, true, false])
    #expect(try held("{level: 0.05, correction: 'bonferroni'}") == [true, false, false])
    #expect(try held("{correction: 'none'}") == [true, false, false])
  }
}
