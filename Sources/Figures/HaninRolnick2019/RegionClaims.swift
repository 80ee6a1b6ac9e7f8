import Statistics

/// The checks behind paper B's claims about numbers of activation regions.
enum RegionClaims {
  /// The level of every interval.
  private static let level = 0.99

  /// The mean at initialisation is near N²/2, whatever the depth.
  static func atTheBeginning(_ groups: [RegionGroup]) -> [Claim] {
    let ratios = groups.flatMap { group in
      group.moments.filter { $0.epoch == 0 }.compactMap { moment in
        MeanEstimate(moment.regions).map { $0.mean / group.expected }
      }
    }
    let statement = "At initialisation a plane has about N²/2 regions, whatever the depth: within a quarter"
    guard let least = ratios.min(), let most = ratios.max() else {
      return [Claim(statement, .notEnoughData, evidence: "no runs")]
    }
    return [
      Claim(
        statement, least > 0.75 && most < 1.25 ? .held : .failed,
        evidence: "mean regions over N²/2 from \(decimals(least, 3)) to \(decimals(most, 3)) over "
          + "\(ratios.count) settings")
    ]
  }

  /// The number stays of the order of N²; it has dipped where the paper's close-up of training ends, after half an epoch,
  /// and rebounds from there. One layer's number cannot change.
  static func whileTraining(_ groups: [RegionGroup]) -> [Claim] {
    let deep = groups.filter { ((try? $0.trial.architecture.depth()) ?? 0) > 1 }
    return [
      order(groups),
      claim("After half an epoch there are fewer regions than at first", changes(deep, from: 0, to: 0.5)) {
        $0.upperBound < 0
      },
      claim(
        "At the end of training there are more regions than after half an epoch",
        changes(deep, from: 0.5, to: .infinity)
      ) { $0.lowerBound > 0 },
    ]
  }

  /// The number never leaves the order of N²/2 (of N on lines): a factor of 3 either way.
  static func order(_ groups: [RegionGroup]) -> Claim {
    let ratios = groups.flatMap { group in
      group.moments.compactMap { moment in
        MeanEstimate(moment.regions).map { $0.mean / group.expected }
      }
    }
    let statement = "The number of regions stays within a factor of 3 of that of units in general position"
    guard let least = ratios.min(), let most = ratios.max() else {
      return Claim(statement, .notEnoughData, evidence: "no runs")
    }
    return Claim(
      statement, least > 1 / 3.0 && most < 3 ? .held : .failed,
      evidence: "means over \(ratios.count) settings and moments: \(decimals(least, 2)) to "
        + "\(decimals(most, 2)) times")
  }

  /// Memorising random points needs no number of regions beyond the order of N²/2.
  static func memorising(_ groups: [RegionGroup]) -> [Claim] {
    let runs = groups.flatMap(\.outcomes)
    let accuracies = runs.compactMap { $0.epochs.last?.testAccuracy }
    let learnt =
      MeanEstimate(accuracies).map { "; \(decimals(100 * $0.mean, 1)) % of the points learnt" } ?? ""
    let claim = order(groups)
    return [Claim(claim.statement, claim.verdict, evidence: claim.evidence + learnt)]
  }

  /// The rate 10⁻³ makes most regions, and 10⁻² does not learn.
  static func rates(_ groups: [RegionGroup]) -> [Claim] {
    let last = groups.compactMap { group in
      group.moments.last.flatMap { MeanEstimate($0.regions) }.map { (group.trial.optimizer.rate, $0.mean) }
    }
    guard let most = last.max(by: { $0.1 < $1.1 }), last.count > 1 else {
      return [Claim("The rate 10⁻³ makes most regions", .notEnoughData, evidence: "too few rates")]
    }
    let means = last.map { "\(short($0.0)): \(decimals($0.1, 0))" }.joined(separator: ", ")
    return [
      Claim("The rate 10⁻³ makes most regions", most.0 == 1e-3 ? .held : .failed, evidence: "means \(means)")
    ]
  }

  /// By what share the number changes from one moment to a later one, or to the last: the mean over runs and its interval.
  private static func changes(
    _ groups: [RegionGroup], from start: Double, to end: Double
  ) -> (mean: MeanEstimate, interval: ClosedRange<Double>)? {
    let changes = groups.flatMap(\.outcomes).compactMap { outcome -> Double? in
      guard let first = outcome.moments.first(where: { $0.epoch == start }),
        let last = outcome.moments.last(where: { $0.epoch <= end }), last.epoch > start
      else { return nil }
      let (before, after) = (first.regions.reduce(0, +), last.regions.reduce(0, +))
      return before > 0 ? Double(after) / Double(before) - 1 : nil
    }
    guard let mean = MeanEstimate(changes), let interval = mean.interval(level: level) else { return nil }
    return (mean, interval)
  }

  private static func claim(
    _ statement: String, _ change: (mean: MeanEstimate, interval: ClosedRange<Double>)?,
    holds: (ClosedRange<Double>) -> Bool
  ) -> Claim {
    guard let (mean, interval) = change else {
      return Claim(statement, .notEnoughData, evidence: "too few runs")
    }
    let opposite = -interval.upperBound...(-interval.lowerBound)
    let verdict: Claim.Verdict = holds(interval) ? .held : holds(opposite) ? .failed : .notEnoughData
    return Claim(
      statement, verdict,
      evidence: "mean change over \(mean.count) runs \(decimals(100 * mean.mean, 1)) %, 99 % interval "
        + "\(decimals(100 * interval.lowerBound, 1)) to \(decimals(100 * interval.upperBound, 1)) %")
  }
}
