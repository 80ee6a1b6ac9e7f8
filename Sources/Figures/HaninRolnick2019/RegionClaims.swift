import Foundation
import Statistics

/// The checks behind paper B's claims about numbers of activation regions: Student's tests over runs, in
/// which all planes or lines of a run count once.
enum RegionClaims {
  /// By which share the mean number at initialisation may differ from N²/2 and still be about it.
  private static let closeness = 0.25
  /// By which factor a number may differ from another of its order.
  private static let order = 3.0

  /// The mean at initialisation is near N²/2, whatever the depth: in every setting.
  static func atTheBeginning(_ groups: [RegionGroup]) -> [TestedClaim] {
    let ratios = groups.flatMap { group in
      group.moments.filter { $0.epoch == 0 }.compactMap { Ratio($0.regions, over: group.expected) }
    }
    return [
      within(
        log(1 + closeness), ratios,
        "At initialisation a plane has about N²/2 regions, whatever the depth: within a quarter")
    ]
  }

  /// The number stays of the order of N²; it has dipped where the paper's close-up of training ends, after
  /// half an epoch, and rebounds from there. One layer's number cannot change.
  static func whileTraining(_ groups: [RegionGroup]) -> [TestedClaim] {
    let deep = groups.filter { ((try? $0.trial.architecture.depth()) ?? 0) > 1 }
    return [
      order(groups),
      change(
        "After half an epoch there are fewer regions than at first", deep, from: 0, to: 0.5, isRise: false),
      change(
        "At the end of training there are more regions than after half an epoch", deep, from: 0.5,
        to: .infinity,
        isRise: true),
    ]
  }

  /// The number never leaves the order of N²/2 (of N on lines): a factor of 3 either way, at every setting
  /// and moment.
  static func order(_ groups: [RegionGroup]) -> TestedClaim {
    let ratios = groups.flatMap { group in
      group.moments.compactMap { Ratio($0.regions, over: group.expected) }
    }
    return within(
      log(order), ratios,
      "The number of regions stays within a factor of 3 of that of units in general position")
  }

  /// Memorising random points needs no number of regions beyond the order of N²/2: where networks do
  /// memorise them, and where they learn what they can.
  static func memorising(_ groups: [RegionGroup]) -> [TestedClaim] {
    let memorised = groups.filter { group in
      MeanEstimate(group.learnt).map { $0.mean >= 0.95 } ?? false
    }
    let all = order(groups)
    let some = order(memorised)
    let share = groups.map { group in
      "\(group.labels.joined(separator: ", ")): \(decimals(MeanEstimate(group.learnt).map { 100 * $0.mean }, 1)) %"
    }
    return [
      TestedClaim(
        "\(all.statement), whatever share of the points is learnt", ifFalse: all.ifFalse, ifTrue: all.ifTrue,
        evidence: "\(all.evidence); learnt: \(share.joined(separator: "; "))"),
      TestedClaim(
        "So it does where 95 % of the points and more are memorised", ifFalse: some.ifFalse,
        ifTrue: some.ifTrue,
        evidence: "\(memorised.count) of \(groups.count) settings; \(some.evidence)"),
    ]
  }

  /// The rate 10⁻³ makes more regions than any other, and 10⁻² does not learn half of what 10⁻³ does beyond
  /// guessing.
  static func rates(_ groups: [RegionGroup]) -> [TestedClaim] {
    func group(_ rate: Double) -> RegionGroup? { groups.first { $0.trial.optimizer.rate == rate } }
    let (most, learns) = (
      "The rate 10⁻³ makes most regions", "The rate 10⁻² learns less than half of what 10⁻³ does"
    )
    guard let best = group(1e-3), let regions = best.moments.last?.regions else {
      return [.untested(most, "no runs at 10⁻³"), .untested(learns, "no runs at 10⁻³")]
    }
    let others = groups.filter { $0.trial.optimizer.rate != 1e-3 }
    let tests = others.compactMap { other in
      other.moments.last.flatMap { MeanDifferenceTest(regions, $0.regions) }
    }
    let means = groups.map { group in
      "\(short(group.trial.optimizer.rate)): \(decimals(group.moments.last.flatMap { MeanEstimate($0.regions) }?.mean, 0))"
    }
    let isComplete = !tests.isEmpty && tests.count == others.count
    return [
      TestedClaim(
        most, ifFalse: isComplete ? tests.map(\.largerPValue).max() : nil,
        ifTrue: isComplete ? MultipleTests.bonferroni(tests.map(\.smallerPValue)).min() : nil,
        evidence: "means \(means.joined(separator: ", ")), \(regions.count) runs each"),
      learning(learns, best, group(1e-2)),
    ]
  }

  private static func learning(_ statement: String, _ best: RegionGroup, _ fast: RegionGroup?) -> TestedClaim
  {
    // What one and the same answer for all points names rightly.
    func gains(_ group: RegionGroup) -> [Double] { group.learnt.map { $0 - group.guessed } }
    guard let fast,
      let test = MeanDifferenceTest(gains(best).map { $0 / 2 }, gains(fast))
    else { return .untested(statement, "no runs, or one, at 10⁻²") }
    func text(_ group: RegionGroup) -> String {
      decimals(MeanEstimate(group.learnt).map { 100 * $0.mean }, 1) + " %"
    }
    return TestedClaim(
      statement, ifFalse: test.largerPValue, ifTrue: test.smallerPValue,
      evidence: "learnt \(text(fast)) at 10⁻², \(text(best)) at 10⁻³, where guessing gives "
        + "\(decimals(100 * best.guessed, 1)) %, \(fast.learnt.count) and \(best.learnt.count) runs")
  }

  /// The mean number at a setting and moment over the one expected, and how well it is known.
  private struct Ratio {
    let value: Double
    let error: Double
    let runs: Int

    init?(_ regions: [Double], over expected: Double) {
      guard let mean = MeanEstimate(regions), mean.mean > 0 else { return nil }
      value = mean.mean / expected
      // Of one layer every plane has the same number: known to the last region.
      error = mean.standardError.map { max($0 / expected, 1e-9) } ?? .infinity
      runs = mean.count
    }

    /// The chance of lying so far inside a bound, or outside of it, where the mean is on it.
    func chance(of distance: Double) -> Double {
      runs > 1 ? StudentT(degreesOfFreedom: Double(runs - 1)).survival(distance / error) : 1
    }
  }

  /// All ratios lie between 1 / e^margin and e^margin.
  private static func within(_ margin: Double, _ ratios: [Ratio], _ statement: String) -> TestedClaim {
    let (low, high) = (exp(-margin), exp(margin))
    guard let least = ratios.map(\.value).min(), let most = ratios.map(\.value).max() else {
      return .untested(statement, "no runs")
    }
    return TestedClaim(
      statement,
      ifFalse: ratios.map { max($0.chance(of: $0.value - low), $0.chance(of: high - $0.value)) }.max(),
      ifTrue: MultipleTests.bonferroni(
        ratios.map { min($0.chance(of: low - $0.value), $0.chance(of: $0.value - high)) }
      ).min(),
      evidence:
        "means over \(ratios.count) settings and moments: \(decimals(least, 2)) to \(decimals(most, 2)) times, "
        + "\(ratios.map(\.runs).min() ?? 0) runs each and more")
  }

  /// By what share the number changes from one moment to a later one, or to the last: the mean over runs.
  private static func change(
    _ statement: String, _ groups: [RegionGroup], from start: Double, to end: Double, isRise: Bool
  ) -> TestedClaim {
    let changes = groups.flatMap(\.outcomes).compactMap { outcome -> Double? in
      guard let first = outcome.moments.first(where: { $0.epoch == start }),
        let last = outcome.moments.last(where: { $0.epoch <= end }), last.epoch > start
      else { return nil }
      let (before, after) = (first.regions.reduce(0, +), last.regions.reduce(0, +))
      return before > 0 ? Double(after) / Double(before) - 1 : nil
    }
    let mean = MeanEstimate(changes)
    return .isPositive(
      statement, isRise ? changes : changes.map { -$0 }, of: "runs",
      evidence: "mean change over \(changes.count) runs \(decimals(mean.map { 100 * $0.mean }, 1)) ± "
        + "\(decimals(mean?.standardError.map { 100 * $0 }, 1)) %")
  }
}
