/// The second moments of two numbers, such as what two inputs give a unit.
public struct PairMoments: Hashable, Sendable {
  /// E[u²].
  public var first: Double
  /// E[v²].
  public var second: Double
  /// E[u v].
  public var product: Double

  /// A pair of such moments.
  public init(first: Double, second: Double, product: Double) {
    (self.first, self.second, self.product) = (first, second, product)
  }

  /// Two numbers of one second moment, whose product has a share of it.
  public init(square: Double, correlation: Double) {
    self.init(first: square, second: square, product: square * correlation)
  }

  /// E[u v] / √(E[u²] E[v²]), between −1 and 1; 1 where both are zero.
  public var correlation: Double {
    let scale = (first * second).squareRoot()
    return scale > 0 ? max(-1, min(1, product / scale)) : 1
  }

  /// The moments with each changed alike.
  func mapped(_ change: (Double) -> Double) -> PairMoments {
    PairMoments(first: change(first), second: change(second), product: change(product))
  }

  /// No moments.
  static let zero = PairMoments(first: 0, second: 0, product: 0)

  /// The sums of both.
  static func + (one: PairMoments, other: PairMoments) -> PairMoments {
    PairMoments(
      first: one.first + other.first, second: one.second + other.second, product: one.product + other.product)
  }

  /// The differences.
  static func - (one: PairMoments, other: PairMoments) -> PairMoments { one + -1 * other }

  /// Each moment times one of the other.
  static func * (one: PairMoments, other: PairMoments) -> PairMoments {
    PairMoments(
      first: one.first * other.first, second: one.second * other.second, product: one.product * other.product)
  }

  /// All moments times a number.
  static func * (factor: Double, moments: PairMoments) -> PairMoments { moments.mapped { factor * $0 } }
}
