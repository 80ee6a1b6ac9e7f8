import Numbers

/// The distribution of the sum of squares of independent standard normal numbers.
public struct ChiSquare: Hashable, Codable, Sendable {
  /// How many numbers are squared and summed.
  public let degreesOfFreedom: Double

  /// The distribution with these degrees of freedom, which need not be a whole number.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "χ² needs positive degrees of freedom, not \(degreesOfFreedom)")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    x <= 0 ? 0 : IncompleteGamma.lower(degreesOfFreedom / 2, x / 2)
  }

  /// P(X > x), the p-value of a statistic x; its small values keep their digits.
  public func survival(_ x: Double) -> Double {
    x <= 0 ? 1 : IncompleteGamma.upper(degreesOfFreedom / 2, x / 2)
  }
}
