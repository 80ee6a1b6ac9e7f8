import Numbers

/// The distribution of a quotient of two independent mean squares of standard normal numbers.
public struct FisherF: Hashable, Codable, Sendable {
  /// The degrees of freedom of the numerator.
  public let numerator: Double
  /// The degrees of freedom of the denominator.
  public let denominator: Double

  /// The distribution with these degrees of freedom, which need not be whole numbers.
  public init(numerator: Double, denominator: Double) {
    precondition(numerator > 0 && denominator > 0, "F needs positive degrees of freedom")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// P(F > x), the p-value of a statistic x; its small values keep their digits.
  public func survival(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    let share = denominator / (denominator + numerator * x)
    return IncompleteBeta.regularized(
      share, complement: numerator * x / (denominator + numerator * x), denominator / 2, numerator / 2)
  }
}
