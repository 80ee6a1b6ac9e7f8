/// What the closed forms need to know about a network's input.
public struct InputMoments: Hashable, Codable, Sendable {
  /// The mean length M_0 = ‖x‖² / n_0.
  public var length: Double
  /// E[Σ x_i⁴ / n_0] / M_0²: 1 for an even picture, n_0 where one number alone is not zero. It matters to
  /// weights that are not normal: their products with a few large numbers are not nearly normal either.
  public var kurtosis: Double

  /// An input of a mean length and a kurtosis.
  public init(length: Double, kurtosis: Double) {
    precondition(length >= 0 && kurtosis >= 1, "a mean length is not negative, a kurtosis not below 1")
    self.length = length
    self.kurtosis = kurtosis
  }

  /// A fixed input.
  public init(_ numbers: [Double]) {
    precondition(!numbers.isEmpty, "an input has at least one number")
    let count = Double(numbers.count)
    let (square, fourth) = numbers.reduce((0, 0)) { ($0.0 + $1 * $1, $0.1 + $1 * $1 * $1 * $1) }
    // Of an input of zeros nothing depends on the kurtosis; of others it is below 1 by a rounding error at
    // most.
    self.init(
      length: square / count, kurtosis: square > 0 ? max(1, count * fourth / (square * square)) : 1)
  }

  /// A vector of length 1 in a random direction, for which E[Σ x_i⁴] = 3 / (n_0 + 2).
  public static func unit(dimension: Int) -> InputMoments {
    precondition(dimension > 0, "an input has at least one number")
    let count = Double(dimension)
    return InputMoments(length: 1 / count, kurtosis: 3 * count / (count + 2))
  }
}
