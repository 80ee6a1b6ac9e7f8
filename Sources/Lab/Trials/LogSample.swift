import Statistics
import Theory

/// What is known of the logarithms of many positive numbers of which some may be zero, beside an exact law and a limit.
///
/// Zeros have no logarithm: they are counted, and all else is of the others.
public struct LogSample: Hashable, Codable, Sendable {
  /// How many numbers are not zero.
  public let count: Int
  /// How many are.
  public let zeros: Int
  /// The mean of the logarithms.
  public let mean: Double
  /// Their variance.
  public let variance: Double
  /// The standard error of the variance.
  public let varianceError: Double
  /// The largest distance of their distribution function from the exact law's (Kolmogorov).
  public let exact: Double
  /// The same from the limit's; nil where there is none.
  public let limit: Double?
  /// What is measured, at the place where theory says that the limit is furthest off, of the distribution function over the
  /// limit's: its only error is the sample's, √(F (1 − F) / count).
  public let limitError: Double?
  /// How many there are in each bin of the limit's standard deviations, a quarter each, about its mean, the outermost ones open.
  public let bins: [Int]

  /// The number of bins.
  public static let binCount = 40
  /// The width of a bin, in standard deviations of the limit.
  public static let binWidth = 0.25

  /// What is known of them.
  package init(
    count: Int, zeros: Int, mean: Double, variance: Double, varianceError: Double, exact: Double,
    limit: Double? = nil, limitError: Double? = nil, bins: [Int] = []
  ) {
    (self.count, self.zeros, self.mean, self.variance) = (count, zeros, mean, variance)
    (self.varianceError, self.exact, self.limit) = (varianceError, exact, limit)
    (self.limitError, self.bins) = (limitError, bins)
  }

  /// What logarithms say, of which that of zero is −∞.
  init(_ logarithms: [Double], law: ProductLaw, limit normal: LogLength? = nil) {
    let logs = logarithms.filter { $0 > -.infinity }.sorted()
    let estimate = MeanEstimate(logs)
    let (mean, deviation) = (estimate?.mean ?? 0, estimate?.deviation ?? 0)
    let variance = deviation * deviation
    let fourth =
      logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) }
      / Double(max(1, logs.count))
    (count, zeros) = (logs.count, logarithms.count - logs.count)
    (self.mean, self.variance) = (mean, variance)
    varianceError = (max(0, fourth - variance * variance) / Double(max(1, logs.count))).squareRoot()
    exact = KolmogorovSmirnovTest(logs, law: law.cumulative)?.distance ?? 0
    guard let normal else {
      (limit, limitError, bins) = (nil, nil, [])
      return
    }
    limit = KolmogorovSmirnovTest(logs, law: normal.cumulative)?.distance ?? 0
    let furthest = law.furthest(from: normal).place
    limitError =
      Double(logs.count { $0 <= furthest }) / Double(max(1, logs.count)) - normal.cumulative(furthest)
    var bins = [Int](repeating: 0, count: Self.binCount)
    for log in logs {
      let place = (log - normal.mean) / normal.variance.squareRoot() / Self.binWidth
      bins[
        Int(min(max(place.rounded(.down), Double(-Self.binCount / 2)), Double(Self.binCount / 2 - 1))) + Self
          .binCount / 2] += 1
    }
    self.bins = bins
  }
}

extension LogLength {
  /// The distribution function of the normal law of this mean and variance.
  public func cumulative(_ x: Double) -> Double {
    StandardNormal.cumulative((x - mean) / variance.squareRoot())
  }
}

extension ProductLaw {
  /// Where its distribution function lies furthest from that of a normal law, and by how much it is above it there.
  public func furthest(from normal: LogLength) -> (place: Double, difference: Double) {
    let deviation = normal.variance.squareRoot()
    let differences = (-600...600).map { step in
      let place = normal.mean + Double(step) / 100 * deviation
      return (place: place, difference: cumulative(place) - normal.cumulative(place))
    }
    return differences.max { abs($0.difference) < abs($1.difference) } ?? (normal.mean, 0)
  }
}
