/// The share of runs whose event is still to come, as a function of time, from runs of which some are censored.
///
/// Source: Kaplan and Meier 1958, *Nonparametric Estimation from Incomplete Observations*; Greenwood 1926 for the
/// variance.
public struct KaplanMeier: Hashable, Codable, Sendable {
  /// One time at which at least one event happened.
  public struct Step: Hashable, Codable, Sendable {
    /// The time.
    public let time: Double
    /// How many runs were under observation just before it.
    public let atRisk: Int
    /// How many events happened at it.
    public let events: Int
    /// The share of runs whose event comes later.
    public let survival: Double
  }

  /// The times of events, in order.
  public let steps: [Step]
  /// The number of runs.
  public let count: Int
  /// The last time at which a run was under observation.
  public let lastTime: Double

  /// Estimates the curve; nil where there are no runs.
  public init?(_ observations: [Observation]) {
    guard let lastTime = observations.map(\.time).max() else { return nil }
    self.lastTime = lastTime
    count = observations.count
    var survival = 1.0
    steps = RiskTable([observations]).rows.map { row in
      let (events, atRisk) = (row.totalEvents, row.totalAtRisk)
      survival *= Double(atRisk - events) / Double(atRisk)
      return Step(time: row.time, atRisk: atRisk, events: events, survival: survival)
    }
  }

  /// The share of runs whose event comes after `time`; nil where no run was under observation that long and some
  /// had not had their event.
  public func survival(after time: Double) -> Double? {
    let survival = steps.last { $0.time <= time }?.survival ?? 1
    return time <= lastTime || survival == 0 ? survival : nil
  }

  /// The earliest time by which half of the runs have had their event; nil where that is not reached.
  public var median: Double? {
    // One half as a product of shares may come out a rounding error too large.
    steps.first { $0.survival <= 0.5 + 1e-12 }?.time
  }

  /// The mean of min(time of the event, `limit`), the area under the curve up to there.
  ///
  /// Nil where the curve is not known up to the limit. The standard error is the root of Σ A² d / (n (n − d)) over
  /// event times, with d events, n at risk and A the area from there to the limit; without censoring it is the
  /// standard deviation (divisor n) over √n. It is 0 where every run is censored, though nothing is known that well.
  public func restrictedMean(upTo limit: Double) -> RestrictedMean? {
    precondition(limit.isFinite && limit >= 0, "\(limit) is not a time")
    guard survival(after: limit) != nil else { return nil }
    var area = 0.0
    var variance = 0.0
    var end = limit
    for step in steps.reversed() where step.time < limit {
      area += step.survival * (end - step.time)
      end = step.time
      let (events, atRisk) = (Double(step.events), Double(step.atRisk))
      if step.events < step.atRisk { variance += area * area * events / (atRisk * (atRisk - events)) }
    }
    let standardError = count > 1 ? variance.squareRoot() : nil
    return RestrictedMean(value: area + end, standardError: standardError, limit: limit)
  }
}
