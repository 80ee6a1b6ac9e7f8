/// A number for each of two inputs, such as a mean over units.
public struct PairNumbers: Hashable, Sendable {
  /// The first input's.
  public var first: Double
  /// The second one's.
  public var second: Double

  /// A number for either input.
  public init(first: Double, second: Double) { (self.first, self.second) = (first, second) }

  /// Nothing for either.
  static let zero = PairNumbers(first: 0, second: 0)

  /// The same for both.
  init(both number: Double) { self.init(first: number, second: number) }

  /// The numbers with each changed alike.
  func mapped(_ change: (Double) -> Double) -> PairNumbers {
    PairNumbers(first: change(first), second: change(second))
  }

  /// The sums.
  static func + (one: PairNumbers, other: PairNumbers) -> PairNumbers {
    PairNumbers(first: one.first + other.first, second: one.second + other.second)
  }

  /// The first input's with each other, the second one's, and the first input's one with the second one's other: what means make up
  /// of moments.
  static func * (one: PairNumbers, other: PairNumbers) -> PairMoments {
    PairMoments(
      first: one.first * other.first, second: one.second * other.second, product: one.first * other.second)
  }
}

extension [PairNumbers] {
  /// The mean of each input's.
  var mean: PairNumbers {
    let sum = reduce(.zero, +)
    return sum.mapped { $0 / Double(count) }
  }
}
