import Foundation

/// Whether two samples of numbers come from one distribution, or one sample from a known one: the largest distance of their
/// distribution functions.
///
/// The p-value is that of the limit of large samples. Where values are equal, as where many are zero, it is
/// too large rather than too small.
///
/// Source: Kolmogorov 1933; Smirnov 1939; Press et al. 2007, *Numerical Recipes*, section 14.3, for the two series.
public struct KolmogorovSmirnovTest: Hashable, Codable, Sendable {
  /// The largest distance of the two distribution functions, 0 to 1.
  public let distance: Double
  /// The chance of such a distance or a larger one where there is one distribution.
  public let pValue: Double
  /// The numbers of values of the smaller and of the larger sample; nil for a known distribution in place of the latter.
  private let m: Double
  private let n: Double?

  /// Tests two samples; nil where one is empty or holds what is not a number.
  public init?(_ first: [Double], _ second: [Double]) {
    guard !first.isEmpty, !second.isEmpty, !first.contains(where: \.isNaN), !second.contains(where: \.isNaN)
    else { return nil }
    let (a, b) = (first.sorted(), second.sorted())
    var (i, j, largest) = (0, 0, 0.0)
    while i < a.count, j < b.count {
      // Values that are equal are passed together: the functions are compared between values alone.
      let value = min(a[i], b[j])
      while i < a.count, a[i] == value { i += 1 }
      while j < b.count, b[j] == value { j += 1 }
      largest = max(largest, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
    }
    distance = largest
    let (m, n) = (Double(min(a.count, b.count)), Double(max(a.count, b.count)))
    (self.m, self.n) = (m, n)
    pValue = Self.survival(largest * (m * n / (m + n)).squareRoot())
  }

  /// Tests a sample against a continuous distribution function; nil where it is empty or holds what is not a number.
  public init?(_ sample: [Double], law cumulative: (Double) -> Double) {
    guard !sample.isEmpty, !sample.contains(where: \.isNaN) else { return nil }
    let count = Double(sample.count)
    let distance = sample.sorted().enumerated().reduce(0) { largest, value in
      let expected = cumulative(value.element)
      return max(
        largest, expected - Double(value.offset) / count, Double(value.offset + 1) / count - expected)
    }
    self.init(distance: distance, count: sample.count)
  }

  /// The test of a sample against a continuous distribution, whose distance is known.
  public init(distance: Double, count: Int) {
    self.distance = distance
    (m, n) = (Double(count), nil)
    pValue = Self.survival(distance * m.squareRoot())
  }

  /// The chance, at most, of so small a distance where the distribution functions lie apart by another
  /// somewhere.
  ///
  /// Source: Massart 1990, *The Tight Constant in the Dvoretzky-Kiefer-Wolfowitz Inequality*, for each
  /// sample.
  public func pValue(ifApartBy other: Double) -> Double {
    let room = max(0, other - distance)
    guard let n else { return min(1, 2 * exp(-2 * m * room * room)) }
    let half = room / 2
    return min(1, 2 * exp(-2 * m * half * half) + 2 * exp(-2 * n * half * half))
  }

  /// P(K > x) of Kolmogorov's distribution.
  static func survival(_ x: Double) -> Double {
    guard x > 0 else { return 1 }
    // The first series converges quickly for small x, the second for large.
    if x < 1.18 {
      let y = exp(-Double.pi * Double.pi / (8 * x * x))
      let sum = [1.0, 9, 25, 49].reduce(0) { $0 + pow(y, $1) }
      return max(0, 1 - (2 * Double.pi).squareRoot() / x * sum)
    }
    let y = exp(-2 * x * x)
    return min(1, 2 * (y - pow(y, 4) + pow(y, 9) - pow(y, 16)))
  }
}
