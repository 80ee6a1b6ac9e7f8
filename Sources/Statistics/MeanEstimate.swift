/// The mean of a sample with what the sample says about its error.
public struct MeanEstimate: Hashable, Codable, Sendable {
  /// The number of values.
  public let count: Int
  /// The mean.
  public let mean: Double
  /// The standard deviation, divisor n − 1; nil where there is one value only.
  public let deviation: Double?

  /// The mean of a sample; nil where it is empty.
  public init?(_ sample: [Double]) {
    guard !sample.isEmpty else { return nil }
    count = sample.count
    let mean = sample.reduce(0, +) / Double(sample.count)
    self.mean = mean
    let squares = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = sample.count > 1 ? (squares / Double(sample.count - 1)).squareRoot() : nil
  }

  /// The standard error of the mean; nil where there is one value only.
  public var standardError: Double? { deviation.map { $0 / Double(count).squareRoot() } }

  /// The interval that holds the mean with probability `level` where values are normal; nil for one value.
  ///
  /// Source: Student 1908, *The Probable Error of a Mean*.
  public func interval(level: Double = 0.95) -> ClosedRange<Double>? {
    guard let standardError else { return nil }
    let half = standardError * StudentT(degreesOfFreedom: Double(count - 1)).halfWidth(level: level)
    return half.isFinite ? mean - half...mean + half : nil
  }
}
