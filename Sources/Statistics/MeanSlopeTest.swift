/// A test of the slope of a line through the means of several samples, each at a place of its own.
///
/// The line is that of least squares, in which every sample counts alike; its slope is a sum of the means with known
/// coefficients, so that its error follows from the samples' own spreads, whatever they are, with the degrees of freedom that
/// fit best. Means that do not lie on a line are not taken for vague ones.
///
/// Source: Welch 1947 and Satterthwaite 1946, for the law of such a sum.
public struct MeanSlopeTest: Hashable, Codable, Sendable {
  /// The slope: its mean over strata.
  public let slope: Double
  /// The standard error of the slope.
  public let standardError: Double
  private let parts: [Part]

  /// The part of one sample in the slope's variance.
  private struct Part: Hashable, Codable {
    let variance: Double
    let degreesOfFreedom: Double
  }

  /// Fits a line in each stratum; nil where one has not two places, a sample fewer than two numbers, or none
  /// has any spread.
  ///
  /// - Parameter strata: The samples of each stratum with their places.
  public init?(strata: [[(x: Double, sample: [Double])]]) {
    guard !strata.isEmpty, strata.joined().allSatisfy({ $0.sample.allSatisfy(\.isFinite) }) else {
      return nil
    }
    var slope = 0.0
    var parts: [Part] = []
    for points in strata {
      let middle = points.reduce(0) { $0 + $1.x } / Double(points.count)
      let spread = points.reduce(0) { $0 + ($1.x - middle) * ($1.x - middle) }
      guard spread > 0 else { return nil }
      for point in points {
        guard let mean = MeanEstimate(point.sample), let error = mean.standardError else { return nil }
        let weight = (point.x - middle) / spread / Double(strata.count)
        slope += weight * mean.mean
        parts.append(
          Part(variance: weight * weight * error * error, degreesOfFreedom: Double(mean.count - 1)))
      }
    }
    let variance = parts.reduce(0) { $0 + $1.variance }
    // Numbers without any spread tell of no error.
    guard variance > 0 else { return nil }
    self.slope = slope
    self.parts = parts
    standardError = variance.squareRoot()
  }

  /// The probability of a slope so large where it is no larger than a number.
  public func pValue(largerThan bound: Double) -> Double { law(beyond: bound).larger }

  /// The probability of a slope so small where it is no smaller than a number.
  public func pValue(smallerThan bound: Double) -> Double { law(beyond: bound).smaller }

  private func law(beyond bound: Double) -> WelchT {
    WelchT(slope - bound, variances: parts.map { ($0.variance, $0.degreesOfFreedom) })
  }
}
