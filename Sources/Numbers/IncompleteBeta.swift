import Foundation

/// The regularised incomplete beta function, of which Student's t distribution is a special case.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.17.4 and 8.17.22.
public enum IncompleteBeta {
  /// I_x(a, b), for a, b > 0 and 0 ≤ x ≤ 1.
  ///
  /// Digits are lost as a and b grow, most where x is close to 0 or 1: against SciPy the relative error is below 1e-11
  /// for a and b up to 1,000. The number of steps grows with the root of the larger.
  public static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    regularized(x, complement: 1 - x, a, b)
  }

  /// I_x(a, b) where 1 − x is known more exactly than by subtraction, because x is close to 1.
  package static func regularized(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "I_x(\(a), \(b)) is not provided")
    precondition(x >= 0 && y >= 0, "x = \(x) is not a share")
    if x == 0 { return 0 }
    if y == 0 { return 1 }
    // Beyond the mean the continued fraction converges slowly, and that of the mirror image fast.
    guard x <= (a + 1) / (a + b + 2) else { return 1 - regularized(y, complement: x, b, a) }
    let factor = exp(a * logarithm(x, y) + b * logarithm(y, x) - logBeta(a, b))
    let fraction = continuedFraction(1) { n in
      let m = (n / 2).rounded(.down)
      let numerator = n == 2 * m ? m * (b - m) : -(a + m) * (a + b + m)
      return (numerator * x / ((a + n - 1) * (a + n)), 1)
    }
    return factor / (a * fraction)
  }

  /// ln x from x and 1 − x, whichever is the smaller.
  private static func logarithm(_ x: Double, _ complement: Double) -> Double {
    x > 0.5 ? log1p(-complement) : log(x)
  }

  /// ln B(a, b).
  ///
  /// The difference of two large log-gammas would lose digits in proportion to their size; Stirling's formula lets
  /// the large parts cancel on paper.
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    if large < 10 { return lgamma(a).0 + lgamma(b).0 - lgamma(a + b).0 }
    let sum = small + large
    return lgamma(small).0 - (large - 0.5) * log1p(small / large) - small * log(sum) + small
      + stirlingRemainder(large) - stirlingRemainder(sum)
  }

  /// ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, for x ≥ 10.
  private static func stirlingRemainder(_ x: Double) -> Double {
    let coefficients: [Double] = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360]
    let step = 1 / (x * x)
    return coefficients.reversed().reduce(0) { $0 * step + $1 } / x
  }
}
