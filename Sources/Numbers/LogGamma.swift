import Foundation

extension SpecialFunctions {
  /// ln Γ(x + iy), for x > 0: the branch that is real for y = 0 and continuous in y.
  ///
  /// E[exp(it ln χ²_k)] = 2^it Γ(k/2 + it) / Γ(k/2). The argument is stepped up by the recurrence until Stirling's series is exact
  /// to rounding.
  /// Source: NIST Digital Library of Mathematical Functions, 5.11.1.
  public static func logGamma(_ x: Double, _ y: Double) -> (real: Double, imaginary: Double) {
    precondition(x > 0, "the logarithm of the gamma function is provided for positive real parts only")
    var x = x
    var (real, imaginary) = (0.5 * log(2 * Double.pi), 0.0)
    while x < asymptoticFrom {
      real -= 0.5 * log(x * x + y * y)
      imaginary -= atan2(y, x)
      x += 1
    }
    let square = x * x + y * y
    let (size, angle) = (0.5 * log(square), atan2(y, x))
    real += (x - 0.5) * size - y * angle - x
    imaginary += (x - 0.5) * angle + y * size - y
    // Σ c_k z^(1 − 2k), by Horner's rule.
    let (a, b) = (x / square, -y / square)
    let (c, d) = (a * a - b * b, 2 * a * b)
    var (u, v) = (0.0, 0.0)
    for coefficient in stirling {
      (u, v) = (u * c - v * d + coefficient, u * d + v * c)
    }
    return (real + u * a - v * b, imaginary + u * b + v * a)
  }

  /// B_{2k} / 2k(2k − 1), the last first.
  private static let stirling: [Double] = [
    1 / 156, -691 / 360_360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12,
  ]
}
