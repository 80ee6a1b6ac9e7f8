import Foundation
import Lab
import Randomness
import Training

/// The kinds of claim that files state, tried on made-up data on grids as large as figure 1(b)'s; whether theory agrees is tried
/// where the papers ask it.
public enum ClaimTrials {
  /// How often verdicts on claims of each kind are wrong, and how often those on true ones are right.
  ///
  /// - Parameters:
  ///   - repeats: How often data are made up in each world.
  ///   - jobs: How many are judged at a time; it changes no number.
  ///   - truths: Which worlds there are.
  ///   - runs: Of each setting, where it is not the level that says how many.
  ///   - kind: The only kind of claim that is tried; nil for all.
  /// - Throws: `CancellationError`.
  public static func errorRates(
    at level: Level, repeats: Int, jobs: Int, of truths: [Truth] = Truth.allCases,
    runs: Int? = nil, kind: String? = nil
  ) async throws -> [ErrorRate] {
    var rates: [ErrorRate] = []
    for (claim, worlds) in claims where kind.map(claim.hasPrefix) != false {
      var experiment = try experiment(claim).at(level)
      if let runs { experiment.seed(with: .independent(runs)) }
      let figure = Figure<StartGroup>(bare, worlds: worlds.filter { truths.contains($0.truth) })
      rates += try await figure.errorRates(
        of: experiment, at: level, repeats: repeats, jobs: jobs,
        from: RandomKey(seed: 1)["claims"][claim][level.rawValue])
    }
    return rates
  }

  /// A report of nothing but claims.
  @Sendable private static func bare(_ measured: Measured<StartGroup>) -> FigureReport {
    let none: [Column<StartGroup>] = []
    return FigureReport(
      "claims", measured, table: none.table("claims", []), data: none.csv([]), charts: [], claims: [])
  }

  /// Two initialisations, and the depths of figure 1(b).
  private static func experiment(_ claim: String) throws -> Experiment {
    var experiment = try Experiment(
      text: """
        { name: "claims", kind: "start", trial: { data: "synthetic", criterion: { epochLimit: 100 } },
          axes: [
            { field: "init", values: ["he-normal", "glorot-normal"] },
            { field: "depth", range: { from: 10, through: 100, by: 10 } },
          ],
          seeds: 5, levels: { quick: { axes: { depth: { values: [10, 40] } }, seeds: 30 } } }
        """, source: "claims")
    try experiment.state(claim)
    return experiment
  }

  /// Each claim with worlds of which it is true, of which neither it nor its opposite is, or just not, and of which its
  /// opposite is.
  private static var claims: [(String, [World<StartGroup>])] {
    let half: Double = 1 / log(2)
    return [
      ("all-start; strata=depth", times(claim: { _ in 0.2 }, null: { _ in half }, opposite: { _ in 5 })),
      ("none-starts; strata=depth", times(claim: { _ in 5 }, null: { _ in half }, opposite: { _ in 0.2 })),
      (
        "sooner: init=he-normal",
        times(claim: { $0.isHe ? 0.2 : 0.6 }, null: { _ in 0.7 }, opposite: { $0.isHe ? 0.6 : 0.2 })
      ),
      (
        "later: depth",
        times(claim: { 0.02 * $0.depth }, null: { _ in 0.7 }, opposite: { 5 / $0.depth })
      ),
      (
        "alike: init; margin=2",
        times(
          // Restricted mean epochs of 15.5 and twice that: times are rounded up, and cut at the last epoch.
          claim: { _ in 0.15 }, null: { $0.isHe ? 0.15 : 0.319 }, opposite: { $0.isHe ? 0.1 : 0.4 })
      ),
      ("rises: depth; of=test_accuracy", numbers(claim: { 0.02 * $0.depth }, opposite: { -0.02 * $0.depth })),
      ("falls: depth; of=test_accuracy", numbers(claim: { -0.02 * $0.depth }, opposite: { 0.02 * $0.depth })),
      (
        "exponential: depth; of=training_loss; from=-0.1; through=0.1",
        numbers(claim: { _ in 0 }, null: { 0.1 * $0.depth }, opposite: { 0.3 * $0.depth })
      ),
      (
        "greater: init=he-normal; of=test_accuracy",
        numbers(claim: { $0.isHe ? 1 : 0 }, opposite: { $0.isHe ? 0 : 1 })
      ),
      (
        "less: init=he-normal; of=test_accuracy",
        numbers(claim: { $0.isHe ? 0 : 1 }, opposite: { $0.isHe ? 1 : 0 })
      ),
      (
        "alike: init; of=test_accuracy; margin=0.7",
        numbers(claim: { _ in 0 }, null: { $0.isHe ? 0 : 0.7 }, opposite: { $0.isHe ? 0 : 2 })
      ),
    ]
  }

  private typealias Law = @Sendable (StartGroup) -> Double

  /// Exponential times to start, by their mean as a share of the last epoch; runs that do not start are censored, or diverge.
  private static func times(
    claim: @escaping Law, null: @escaping Law, opposite: @escaping Law
  ) -> [World<StartGroup>] {
    worlds(claim, null, opposite) { mean, group, stream in
      let limit = group.trial.criterion.epochLimit
      let epoch = Int(min(mean * Double(limit) * stream.nextExponential(), 1e6)) + 1
      let end: Start = stream.nextUnit() < 0.5 ? .censored(epoch: limit) : .diverged(step: 1)
      return StartTrial.Outcome(start: epoch <= limit ? .started(epoch: epoch) : end, epochs: [])
    }
  }

  /// Numbers of skewed noise of deviation 1 about a mean; as a loss, which is exponential in it.
  private static func numbers(
    claim: @escaping Law, null: @escaping Law = { _ in 0 }, opposite: @escaping Law
  ) -> [World<StartGroup>] {
    worlds(claim, null, opposite) { mean, _, stream in
      let number = mean + stream.nextExponential() - 1
      let record = EpochRecord(epoch: 1, trainingLoss: exp(number), testLoss: 0, testAccuracy: number)
      return StartTrial.Outcome(start: .censored(epoch: 1), epochs: [record])
    }
  }

  private static func worlds(
    _ claim: @escaping Law, _ null: @escaping Law, _ opposite: @escaping Law,
    _ outcome: @escaping @Sendable (Double, StartGroup, inout RandomStream) -> StartTrial.Outcome
  ) -> [World<StartGroup>] {
    func world(_ name: String, _ truth: Truth, _ mean: @escaping Law) -> World<StartGroup> {
      World(name, truth) { group, key in
        var stream = key.stream()
        return outcome(mean(group), group, &stream)
      }
    }
    return [
      world("as claimed", .claim, claim), world("neither, or just not", .null, null),
      world("the opposite", .opposite, opposite),
    ]
  }
}

extension StartGroup {
  fileprivate var isHe: Bool { labels[0] == "he-normal" }
  fileprivate var depth: Double { points[1].number ?? 0 }
}
