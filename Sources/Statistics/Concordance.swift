/// How far a predictor puts runs in the order of their events, where some runs are censored.
///
/// Two runs are compared where the order of their events is known: one had its event, and the other had it
/// later or was still under observation then. Two runs that never start are not compared; nor is a run that
/// was lost early with one that started after that. Predictors that differ by rounding alone are equal.
///
/// Source: Harrell, Califf, Pryor, Lee and Rosati 1982, *Evaluating the Yield of Medical Tests*; Oakes 1982,
/// *A Concordance Test for Independence in the Presence of Censoring*.
public struct Concordance: Hashable, Codable, Sendable {
  /// Pairs in which the run with the larger predictor has its event later.
  public let concordant: Int
  /// Pairs in which the run with the larger predictor has its event sooner.
  public let discordant: Int
  /// Pairs of equal predictors, the order of whose events is known.
  public let tiedInPredictor: Int
  /// Pairs of different predictors whose events are at the same time.
  public let tiedInTime: Int

  /// Counts the pairs of runs, of which `predictor` and `observations` give one number and one outcome each.
  ///
  /// Complexity: O(n log n).
  public init(of predictor: [Double], with observations: [Observation]) {
    precondition(predictor.count == observations.count, "every run has a predictor and an outcome")
    let places = Ties.places(of: predictor)
    let order = observations.indices.sorted { observations[$0].time > observations[$1].time }
    var (concordant, discordant, tiedInPredictor, tiedInTime) = (0, 0, 0, 0)
    // From the last time back, so that the runs counted are those whose events are known to be later.
    var later = RunningCounts(places: (places.max() ?? 0) + 1)
    var next = 0
    while next < order.count {
      var end = next
      while end < order.count, observations[order[end]].time == observations[order[next]].time { end += 1 }
      let together = order[next..<end]
      for run in together where observations[run].isCensored { later.add(places[run]) }
      let events = together.filter { !observations[$0].isCensored }.map { places[$0] }.sorted()
      for place in events {
        let (below, equal) = (later.count(below: place), later.count(at: place))
        discordant += below
        tiedInPredictor += equal
        concordant += later.total - below - equal
      }
      tiedInTime += pairsThatDiffer(events)
      for place in events { later.add(place) }
      next = end
    }
    self.concordant = concordant
    self.discordant = discordant
    self.tiedInPredictor = tiedInPredictor
    self.tiedInTime = tiedInTime
  }

  /// The pairs of several sets of runs, each within its own.
  init(adding parts: [Concordance]) {
    concordant = parts.reduce(0) { $0 + $1.concordant }
    discordant = parts.reduce(0) { $0 + $1.discordant }
    tiedInPredictor = parts.reduce(0) { $0 + $1.tiedInPredictor }
    tiedInTime = parts.reduce(0) { $0 + $1.tiedInTime }
  }

  /// Harrell's C: the share of pairs of known order that the predictor puts in order, where equal predictors
  /// count half; 1/2 for a predictor that knows nothing. Nil where no pair is of known order.
  public var harrell: Double? {
    let pairs = concordant + discordant + tiedInPredictor
    return pairs > 0 ? (Double(concordant) + Double(tiedInPredictor) / 2) / Double(pairs) : nil
  }

  /// Kendall's τ-b over the pairs whose events are known to differ or to be at the same time.
  ///
  /// (C − D) / √((C + D + ties in time) (C + D + ties in predictor)), which for uncensored runs is τ-b
  /// itself, and ±1 where the predictor always or never puts events in order. Nil where one of the factors
  /// is zero.
  public var kendall: Double? {
    let strict = concordant + discordant
    let (inPredictor, inTime) = (Double(strict + tiedInTime), Double(strict + tiedInPredictor))
    guard inPredictor > 0 && inTime > 0 else { return nil }
    return Double(concordant - discordant) / (inPredictor * inTime).squareRoot()
  }
}

/// The number of pairs of different values among sorted ones.
private func pairsThatDiffer(_ sorted: [Int]) -> Int {
  var (pairs, smaller) = (0, 0)
  for index in sorted.indices {
    if index > 0, sorted[index] != sorted[index - 1] { smaller = index }
    pairs += smaller
  }
  return pairs
}
