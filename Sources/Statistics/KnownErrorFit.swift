/// The straight line of least squares through points whose errors are known.
///
/// The errors are not read off the scatter about the line, so that points which do not lie on one are not taken
/// for vague ones.
public struct KnownErrorFit: Hashable, Codable, Sendable {
  /// The line's slope.
  public let slope: Double
  /// The standard error of the slope.
  public let slopeError: Double

  /// Fits a line to independent points with these standard errors; nil where all of them have the same x, or
  /// there is none.
  public init?(x: [Double], y: [Double], errors: [Double]) {
    precondition(x.count == y.count && x.count == errors.count, "every point has an x, a y and an error")
    let weights = errors.map { 1 / ($0 * $0) }
    guard weights.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { return nil }
    let total = weights.reduce(0, +)
    let middle = zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 } / total
    let spread = zip(weights, x).reduce(0) { $0 + $1.0 * ($1.1 - middle) * ($1.1 - middle) }
    guard spread > 0 else { return nil }
    slope = x.indices.reduce(0) { $0 + weights[$1] * (x[$1] - middle) * y[$1] } / spread
    slopeError = 1 / spread.squareRoot()
  }
}
