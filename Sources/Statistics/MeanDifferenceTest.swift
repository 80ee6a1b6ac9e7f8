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
    self.init(strata: [(first, second)], beyond: amount, from: key)
  }

  /// Compares two samples within strata: the difference is the mean of the strata's, each of which counts alike, and numbers
  /// are dealt out within a stratum; nil where one has fewer than two numbers.
  ///
  /// - Parameters:
  ///   - amount: Taken off the difference before it is tested.
  ///   - key: Settles the permutations.
  public init?(
    strata: [(first: [Double], second: [Double])], beyond amount: Double = 0,
    from key: RandomKey = RandomKey(seed: 1)
  ) {
    guard !strata.isEmpty, strata.allSatisfy({ $0.first.count > 1 && $0.second.count > 1 }) else {
      return nil
    }
    let counts = strata.map(\.first.count)
    var all = strata.map { stratum in stratum.first.map { $0 - amount } + stratum.second }
    let variances = zip(all, counts).flatMap { numbers, count in
      [numbers[..<count], numbers[count...]].map { part in
        (
          value: Self.moments(part).square / Double(strata.count * strata.count),
          degreesOfFreedom: Double(part.count - 1)
        )
      }
    }
    let seen = Self.difference(all, first: counts)
    difference = seen.value + amount
    standardError = seen.error
    let pValues = PermutationPValues(of: Self.quotient(seen)) { number in
      var stream = key["means"][number].stream()
      for place in all.indices { _ = stream.sum(of: counts[place], from: &all[place]) }
      return Self.quotient(Self.difference(all, first: counts))
    }
    let law = WelchT(seen.value, variances: variances)
    largerPValue = max(pValues.upper, law.larger)
    smallerPValue = max(pValues.lower, law.smaller)
  }

  /// Samples without any spread differ without a doubt, or not at all.
  private static func quotient(_ difference: (value: Double, error: Double)) -> Double {
    if difference.error > 0 { return difference.value / difference.error }
    return difference.value == 0 ? 0 : difference.value > 0 ? 1e300 : -1e300
  }

  /// The mean over strata of the difference of the means of the first numbers and of the others, and its standard error.
  private static func difference(
    _ strata: [[Double]], first counts: [Int]
  ) -> (value: Double, error: Double) {
    var (value, square) = (0.0, 0.0)
    for (numbers, count) in zip(strata, counts) {
      let (a, b) = (moments(numbers[..<count]), moments(numbers[count...]))
      value += a.mean - b.mean
      square += a.square + b.square
    }
    return (value / Double(strata.count), square.squareRoot() / Double(strata.count))
  }

  /// The mean and the square of its standard error.
  private static func moments(_ numbers: ArraySlice<Double>) -> (mean: Double, square: Double) {
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, squares / (count - 1) / count)
  }
}
