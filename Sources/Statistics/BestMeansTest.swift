import Randomness

/// A test of whether one of two ways does better than the other under the condition that suits it best, such as a learning rate.
///
/// The best of several means is better than it should be, by luck. So the condition is chosen anew for every rearrangement of
/// the numbers, which change ways within their condition: exact where both ways have one law under each condition.
public struct BestMeansTest: Hashable, Codable, Sendable {
  /// What is compared.
  public enum Comparison: String, CaseIterable, Codable, Sendable {
    /// Each way under the condition in which its own mean is largest.
    case eachAtItsBest
    /// Both under the condition in which the second way's mean is largest.
    case atSecondsBest
  }

  /// The mean of the first way less that of the second.
  public let difference: Double
  /// The conditions in which both stood.
  public let conditions: [Int]
  /// The probability of so large a difference where the first is not better.
  public let largerPValue: Double
  /// The probability of so small a difference where it is not worse.
  public let smallerPValue: Double

  /// Compares two ways; nil where one has no numbers under some condition.
  ///
  /// - Parameters:
  ///   - first: The numbers of the first way, condition by condition.
  ///   - second: Those of the second, under the same conditions.
  ///   - key: Settles the rearrangements.
  public init?(
    _ first: [[Double]], _ second: [[Double]], _ comparison: Comparison,
    from key: RandomKey = RandomKey(seed: 1)
  ) {
    precondition(first.count == second.count, "both ways under the same conditions")
    guard !first.isEmpty, (first + second).allSatisfy({ !$0.isEmpty }) else { return nil }
    let counts = zip(first, second).map { (first: $0.count, second: $1.count) }
    let totals = zip(first, second).map { $0.reduce(0, +) + $1.reduce(0, +) }
    /// The difference, and where it was found, given the sums of the first way.
    func difference(_ sums: [Double]) -> (value: Double, places: [Int]) {
      let ones = sums.indices.map { sums[$0] / Double(counts[$0].first) }
      let others = sums.indices.map { (totals[$0] - sums[$0]) / Double(counts[$0].second) }
      let worst = best(others)
      let place = comparison == .eachAtItsBest ? best(ones) : worst
      return (ones[place] - others[worst], [place, worst])
    }
    let seen = difference(first.map { $0.reduce(0, +) })
    self.difference = seen.value
    conditions = seen.places
    var pools = zip(first, second).map { $0 + $1 }
    let pValues = PermutationPValues(of: seen.value) { number in
      var stream = key["best means"][number].stream()
      return difference(pools.indices.map { stream.sum(of: counts[$0].first, from: &pools[$0]) }).value
    }
    (largerPValue, smallerPValue) = (pValues.upper, pValues.lower)
  }
}

/// The first place of the largest number.
private func best(_ numbers: [Double]) -> Int {
  numbers.indices.max { numbers[$0] < numbers[$1] } ?? 0
}
