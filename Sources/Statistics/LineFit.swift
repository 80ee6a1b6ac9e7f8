/// The straight line y = a + b x of least weighted squares, with the errors of its two numbers.
///
/// Weights are in proportion to the inverse variances of y; their scale does not matter, because the variance is
/// estimated from the residuals.
/// Source: Draper and Smith 1998, *Applied Regression Analysis*, chapters 1 and 9.
public struct LineFit: Hashable, Codable, Sendable {
  /// The line's slope, b.
  public let slope: Double
  /// The line's value at x = 0, a.
  public let intercept: Double
  /// The standard error of the slope.
  public let slopeError: Double
  /// The standard error of the intercept.
  public let interceptError: Double
  /// The number of points less the two numbers fitted.
  public let degreesOfFreedom: Int

  /// Fits a line; nil where fewer than three points have a weight, or all of those have the same x.
  ///
  /// Without weights all points count the same.
  public init?(x: [Double], y: [Double], weights: [Double]? = nil) {
    let weights = weights ?? x.map { _ in 1 }
    precondition(x.count == y.count && x.count == weights.count, "every point has an x, a y and a weight")
    precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight is a finite number, not negative")
    precondition((x + y).allSatisfy(\.isFinite), "a line is fitted to finite numbers")
    let points = x.indices.filter { weights[$0] > 0 }.map { (x: x[$0], y: y[$0], weight: weights[$0]) }
    guard points.count > 2, points.contains(where: { $0.x != points[0].x }) else { return nil }
    let total = points.reduce(0) { $0 + $1.weight }
    let meanX = points.reduce(0) { $0 + $1.weight * $1.x } / total
    let meanY = points.reduce(0) { $0 + $1.weight * $1.y } / total
    // Deviations from the means, because differences of sums of squares would lose the digits.
    let spread = points.reduce(0) { $0 + $1.weight * ($1.x - meanX) * ($1.x - meanX) }
    let product = points.reduce(0) { $0 + $1.weight * ($1.x - meanX) * ($1.y - meanY) }
    let slope = product / spread
    let residual = points.reduce(0) { sum, point in
      let deviation = point.y - meanY - slope * (point.x - meanX)
      return sum + point.weight * deviation * deviation
    }
    let variance = residual / Double(points.count - 2)
    self.slope = slope
    intercept = meanY - slope * meanX
    slopeError = (variance / spread).squareRoot()
    interceptError = (variance * (1 / total + meanX * meanX / spread)).squareRoot()
    degreesOfFreedom = points.count - 2
  }

  /// The line's value at `x`.
  public func value(at x: Double) -> Double { intercept + slope * x }

  /// The interval that holds the slope with probability `level` where residuals are normal.
  public func slopeInterval(level: Double = 0.95) -> ClosedRange<Double> {
    interval(slope, slopeError, level)
  }

  /// The interval that holds the intercept with probability `level` where residuals are normal.
  public func interceptInterval(level: Double = 0.95) -> ClosedRange<Double> {
    interval(intercept, interceptError, level)
  }

  private func interval(_ value: Double, _ error: Double, _ level: Double) -> ClosedRange<Double> {
    let half = error * StudentT(degreesOfFreedom: Double(degreesOfFreedom)).halfWidth(level: level)
    return value - half...value + half
  }
}
