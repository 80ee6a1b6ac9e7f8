import Randomness

/// A test of whether the mean of one sample is larger than that of another, or smaller.
///
/// The statistic is Welch's t, among its values where the numbers are dealt out to the two samples at
/// random, and by Student's law: the larger p-value of both counts. The one is exact where both samples come
/// from one distribution, the other near it where they differ in more than their means. An amount may be
/// taken off the difference first, so as to ask whether it is larger than that.
///
/// Source: Welch 1947; Janssen 1997, *Studentized Permutation Tests for Non-i.i.d. Hypotheses and the
/// Generalized Behrens-Fisher Problem*.
public struct MeanDifferenceTest: Hashable, Codable, Sendable {
  /// The mean of the first sample less that of the second.
  public let difference: Double
  /// The standard error of the difference.
  public let standardError: Double
  /// The probability of so large a difference where the first mean is not larger.
  public let largerPValue: Double
  /// The probability of so small a difference where it is not smaller.
  public let smallerPValue: Double

  /// Compares two samples; nil where one has fewer than two numbers.
  ///
  /// - Parameters:
  ///   - amount: Taken off the difference before it is tested.
  ///   - key: Settles the permutations.
  public init?(
    _ first: [Double], _ second: [Double], beyond amount: Double = 0, from key: RandomKey = RandomKey(seed: 1)
  ) {
    guard first.count > 1, second.count > 1 else { return nil }
    let moved = first.map { $0 - amount }
    let seen = Self.difference(moved + second, first: first.count)
    difference = seen.value + amount
    standardError = seen.error
    var all = moved + second
    let pValues = PermutationPValues(of: Self.quotient(seen)) { number in
      var stream = key["means"][number].stream()
      _ = stream.sum(of: first.count, from: &all)
      return Self.quotient(Self.difference(all, first: first.count))
    }
    let law = WelchT(seen.value, variances: Self.variances(moved) + Self.variances(second))
    largerPValue = max(pValues.upper, law.larger)
    smallerPValue = max(pValues.lower, law.smaller)
  }

  private static func variances(_ numbers: [Double]) -> [(value: Double, degreesOfFreedom: Double)] {
    [(moments(numbers[...]).square, Double(numbers.count - 1))]
  }

  /// Samples without any spread differ without a doubt, or not at all.
  private static func quotient(_ difference: (value: Double, error: Double)) -> Double {
    if difference.error > 0 { return difference.value / difference.error }
    return difference.value == 0 ? 0 : difference.value > 0 ? 1e300 : -1e300
  }

  /// The difference of the means of the first numbers and of the others, and its standard error.
  private static func difference(_ numbers: [Double], first count: Int) -> (value: Double, error: Double) {
    let (a, b) = (moments(numbers[..<count]), moments(numbers[count...]))
    return (a.mean - b.mean, (a.square + b.square).squareRoot())
  }

  /// The mean and the square of its standard error.
  private static func moments(_ numbers: ArraySlice<Double>) -> (mean: Double, square: Double) {
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, squares / (count - 1) / count)
  }
}
