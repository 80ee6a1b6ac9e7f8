import Figures
import Foundation
import Statistics

/// What paper B claims of numbers of activation regions, figure by figure.
enum RegionFigures {
  /// By which share the mean number at initialisation may differ from N²/2 and still be about it.
  private static let closeness = 0.25

  /// The mean at initialisation is near N²/2, whatever the depth: in every setting.
  static func atTheBeginning(_ groups: [RegionGroup]) -> [TestedClaim] {
    let ratios = groups.flatMap { group in
      group.moments.filter { $0.epoch == 0 }.compactMap {
        RegionClaims.Ratio($0.regions, over: group.expected)
      }
    }
    return [
      RegionClaims.within(
        log(1 + closeness), ratios,
        "At initialisation a plane has about N²/2 regions, whatever the depth: within a quarter")
    ]
  }

  /// The number stays of the order of N²; it has dipped where the paper's close-up of training ends, after
  /// half an epoch, and rebounds from there. One layer's number cannot change.
  static func whileTraining(_ groups: [RegionGroup]) -> [TestedClaim] {
    let deep = groups.filter { ((try? $0.trial.architecture.depth()) ?? 0) > 1 }
    return [
      RegionClaims.order(groups),
      RegionClaims.change(
        "After half an epoch there are fewer regions than at first", deep, from: 0, to: 0.5, isRise: false),
      RegionClaims.change(
        "At the end of training there are more regions than after half an epoch", deep, from: 0.5,
        to: .infinity,
        isRise: true),
    ]
  }

  /// Memorising random points needs no number of regions beyond the order of N²/2: where networks do
  /// memorise them, and where they learn what they can.
  static func memorising(_ groups: [RegionGroup]) -> [TestedClaim] {
    let memorised = groups.filter { group in
      MeanEstimate(group.learnt).map { $0.mean >= 0.95 } ?? false
    }
    let all = RegionClaims.order(groups)
    let some = RegionClaims.order(memorised)
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
}
