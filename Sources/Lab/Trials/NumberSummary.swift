import Statistics

/// What is kept of numbers of either sign over many networks: how many there are, their mean and their standard deviation.
public struct NumberSummary: Hashable, Codable, Sendable {
  /// How many there are.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// Their standard deviation, divisor n − 1; 0 for one number.
  public let deviation: Double

  /// Numbers of which all is known that is kept.
  public init(count: Int, mean: Double, deviation: Double) {
    (self.count, self.mean, self.deviation) = (count, mean, deviation)
  }

  /// A sample, of which what is no number is left out; nil where nothing is left.
  init?(_ numbers: [Double]) {
    guard let estimate = MeanEstimate(numbers.filter(\.isFinite)) else { return nil }
    self.init(count: estimate.count, mean: estimate.mean, deviation: estimate.deviation ?? 0)
  }

  /// The standard error of the mean; not a number for one number.
  public var standardError: Double {
    count > 1 ? deviation / Double(count).squareRoot() : .nan
  }

  /// A summary of all that this one and another are of.
  public func adding(_ other: NumberSummary) -> NumberSummary {
    let (own, others) = (Double(count), Double(other.count))
    let total = own + others
    let mean = (own * self.mean + others * other.mean) / total
    func squares(_ summary: NumberSummary) -> Double {
      let (rest, offset) = (Double(summary.count - 1), summary.mean - mean)
      return rest * summary.deviation * summary.deviation + Double(summary.count) * offset * offset
    }
    let variance = (squares(self) + squares(other)) / (total - 1)
    return NumberSummary(count: count + other.count, mean: mean, deviation: variance.squareRoot())
  }
}
