import Foundation

/// The polygamma functions that the moments of ln χ² need and Foundation does not have.
///
/// Both step their argument up by the recurrence until the asymptotic series with Bernoulli numbers is exact
/// to rounding; relative error about 1e-14 (absolute near the digamma's zero at 1.4616).
public enum SpecialFunctions {
  /// The argument from which seven terms of the asymptotic series reach double precision.
  static let asymptoticFrom = 14.0

  /// ψ(x) = d/dx ln Γ(x), for x > 0.
  ///
  /// E[ln χ²_k] = ψ(k/2) + ln 2.
  public static func digamma(_ x: Double) -> Double {
    precondition(x > 0, "the digamma function is provided for positive arguments only")
    var x = x
    var shift = 0.0
    while x < asymptoticFrom {
      shift -= 1 / x
      x += 1
    }
    // The coefficients are B_{2k} / 2k.
    let series = evaluate([1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12], inverse: x)
    return shift + log(x) - 0.5 / x - series
  }

  /// ψ′(x), for x > 0.
  ///
  /// Var[ln χ²_k] = ψ′(k/2).
  public static func trigamma(_ x: Double) -> Double {
    precondition(x > 0, "the trigamma function is provided for positive arguments only")
    var x = x
    var shift = 0.0
    while x < asymptoticFrom {
      shift += 1 / (x * x)
      x += 1
    }
    // The coefficients are B_{2k}.
    let series = evaluate([1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6], inverse: x)
    return shift + (1 + 0.5 / x + series) / x
  }

  /// Σ c_k x^(−2k), k from 1, by Horner's rule.
  private static func evaluate(_ coefficients: [Double], inverse x: Double) -> Double {
    let step = 1 / (x * x)
    return coefficients.reversed().reduce(0) { ($0 + $1) * step }
  }
}
