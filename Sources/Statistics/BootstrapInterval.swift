import Randomness

/// An interval for a statistic of a sample, from the same statistic of samples drawn from the sample.
///
///     let runs = Array(zip(inverseWidths, starts))
///     let interval = BootstrapInterval(of: runs, from: key["figure 3"]) { runs in
///       Concordance(of: runs.map(\.0), with: runs.map(\.1)).kendall
///     }
///
/// The ends are percentiles, interpolated between neighbours. They are rough for few runs: with fewer than about ten
/// the interval is too narrow. The same sample and key give the same interval.
///
/// Source: Efron 1979, *Bootstrap Methods: Another Look at the Jackknife*; Davison and Hinkley 1997, *Bootstrap
/// Methods and their Application*, section 3.8 for clusters.
public struct BootstrapInterval: Hashable, Codable, Sendable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// The share of resampled statistics between the ends.
  public let level: Double
  /// How many samples were drawn.
  public let resamples: Int
  /// For how many of them the statistic was not defined; the ends leave these out.
  public let undefined: Int

  /// Draws runs independently of each other, as many as there are, each perhaps several times.
  ///
  /// `statistic` is nil where a sample leaves it undefined. The result is nil where there are no runs or the
  /// statistic is undefined for half of the samples or more.
  public init?<Run>(
    of runs: [Run], resamples: Int = 2000, level: Double = 0.95, from key: RandomKey,
    _ statistic: ([Run]) -> Double?
  ) {
    self.init(clusters: runs.map { [$0] }, resamples, level, key, statistic)
  }

  /// Draws whole clusters of runs, such as those that share a seed or a data set, because the runs of one are alike.
  ///
  /// `clusters` gives every run's cluster; samples have as many clusters as there are, and so vary in size where
  /// clusters do.
  public init?<Run, Cluster: Hashable>(
    of runs: [Run], clusters: [Cluster], resamples: Int = 2000, level: Double = 0.95, from key: RandomKey,
    _ statistic: ([Run]) -> Double?
  ) {
    precondition(runs.count == clusters.count, "every run belongs to a cluster")
    var places: [Cluster: Int] = [:]
    var members: [[Run]] = []
    // In order of first appearance: a dictionary's own order differs from process to process.
    for (run, cluster) in zip(runs, clusters) {
      if let place = places[cluster] {
        members[place].append(run)
      } else {
        places[cluster] = members.count
        members.append([run])
      }
    }
    self.init(clusters: members, resamples, level, key, statistic)
  }

  private init?<Run>(
    clusters: [[Run]], _ resamples: Int, _ level: Double, _ key: RandomKey, _ statistic: ([Run]) -> Double?
  ) {
    precondition(resamples > 1 && level > 0 && level < 1, "\(resamples) samples give no \(level) interval")
    guard !clusters.isEmpty else { return nil }
    var values: [Double] = []
    var sample: [Run] = []
    for number in 0..<resamples {
      var stream = key["resample"][number].stream()
      sample.removeAll(keepingCapacity: true)
      for _ in clusters { sample += clusters[stream.next(below: clusters.count)] }
      if let value = statistic(sample), !value.isNaN { values.append(value) }
    }
    guard 2 * values.count > resamples else { return nil }
    values.sort()
    lower = percentile(values, (1 - level) / 2)
    upper = percentile(values, (1 + level) / 2)
    self.level = level
    self.resamples = resamples
    undefined = resamples - values.count
  }

  /// Whether the interval holds a value.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// The value at a share of the way through sorted values, on the straight line between its neighbours.
private func percentile(_ sorted: [Double], _ share: Double) -> Double {
  let position = share * Double(sorted.count - 1)
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
}
