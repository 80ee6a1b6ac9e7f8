/// The straight line of least squares through points whose scatter about it is not known beforehand.
///
/// Intervals suppose that the scatter is normal and everywhere alike; the degrees of freedom are the points less two.
public struct LineFit: Hashable, Codable, Sendable {
  /// The line's slope.
  public let slope: Double
  /// The line's height at 0.
  public let intercept: Double
  /// The standard deviation of the points about the line.
  public let scatter: Double
  /// The standard error of the slope.
  public let slopeError: Double
  /// The degrees of freedom of the scatter.
  public let degreesOfFreedom: Double

  /// Fits a line; nil for fewer than three points, for points that all have the same x, or where one is not finite.
  public init?(_ points: [(x: Double, y: Double)]) {
    guard points.count > 2, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
    let count = Double(points.count)
    let x = points.reduce(0) { $0 + $1.x } / count
    let y = points.reduce(0) { $0 + $1.y } / count
    let spread = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    guard spread > 0 else { return nil }
    let slope = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / spread
    let squares = points.reduce(0.0) { sum, point in
      let distance = point.y - y - slope * (point.x - x)
      return sum + distance * distance
    }
    self.slope = slope
    intercept = y - slope * x
    degreesOfFreedom = count - 2
    scatter = (squares / degreesOfFreedom).squareRoot()
    slopeError = scatter / spread.squareRoot()
  }

  /// The line's height at a place.
  public func height(at x: Double) -> Double { intercept + slope * x }

  /// The interval that holds the slope with probability `level`.
  public func slopeInterval(level: Double = 0.95) -> ClosedRange<Double> {
    let half = slopeError * StudentT(degreesOfFreedom: degreesOfFreedom).halfWidth(level: level)
    return slope - half...slope + half
  }

  /// The probability of so steep a rise where the slope is no larger than a number.
  public func pValue(largerThan bound: Double) -> Double { steepness(beyond: bound) { $0.survival($1) } }

  /// The probability of so steep a fall where the slope is no smaller than a number.
  public func pValue(smallerThan bound: Double) -> Double { steepness(beyond: bound) { $0.cumulative($1) } }

  /// The probability of so little scatter where it is no smaller than a number.
  public func pValue(scatterBelow bound: Double) -> Double { law.cumulative(squares(over: bound)) }

  /// The probability of so much scatter where it is no larger than a number.
  public func pValue(scatterAbove bound: Double) -> Double { law.survival(squares(over: bound)) }

  private var law: ChiSquare { ChiSquare(degreesOfFreedom: degreesOfFreedom) }

  private func squares(over bound: Double) -> Double {
    degreesOfFreedom * scatter * scatter / (bound * bound)
  }

  private func steepness(beyond bound: Double, _ tail: (StudentT, Double) -> Double) -> Double {
    // Points that lie on a line tell its slope.
    let t = slope == bound ? 0 : (slope - bound) / slopeError
    return tail(StudentT(degreesOfFreedom: degreesOfFreedom), t)
  }
}
