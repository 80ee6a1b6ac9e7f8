import Randomness

/// How likely a statistic so large, and one so small, is where the data might as well have come in any other
/// order.
///
/// Rearrangements are drawn one after another, until both tails are known well enough or `most` are drawn.
/// Each p-value is exact whatever the distribution of the data: where it is used as a level, no more than
/// that share of data without an effect passes. None is below 1 / (`most` + 1).
///
/// Source: Besag and Clifford 1991, *Sequential Monte Carlo p-Values*; Phipson and Smyth 2010, *Permutation
/// P-Values Should Never Be Zero*.
public struct PermutationPValues: Hashable, Codable, Sendable {
  /// The chance of a statistic at least as large.
  public let upper: Double
  /// The chance of a statistic at least as small.
  public let lower: Double
  /// How many rearrangements were drawn.
  public let draws: Int

  /// Draws rearrangements.
  ///
  /// - Parameters:
  ///   - enough: How many statistics beyond the given one make a tail known.
  ///   - draw: The statistic of the rearrangement of a number.
  public init(of statistic: Double, most: Int = 9999, enough: Int = 100, _ draw: (Int) -> Double) {
    precondition(most > 0 && enough > 0, "a p-value needs rearrangements")
    // Sums of the same numbers in another order are equal but for rounding.
    let tolerance = 1e-9 * max(1, abs(statistic))
    var (atLeast, atMost) = (0, 0)
    var upper: Double?
    var lower: Double?
    var number = 0
    while number < most, upper == nil || lower == nil {
      let value = draw(number)
      number += 1
      if value >= statistic - tolerance { atLeast += 1 }
      if value <= statistic + tolerance { atMost += 1 }
      if upper == nil, atLeast == enough { upper = Double(enough) / Double(number) }
      if lower == nil, atMost == enough { lower = Double(enough) / Double(number) }
    }
    self.upper = upper ?? Double(atLeast + 1) / Double(number + 1)
    self.lower = lower ?? Double(atMost + 1) / Double(number + 1)
    draws = number
  }
}

extension RandomStream {
  /// The sum of `count` of the numbers, drawn without replacement; leaves the numbers in another order.
  mutating func sum(of count: Int, from numbers: inout [Double]) -> Double {
    var sum = 0.0
    for place in 0..<count {
      let other = place + next(below: numbers.count - place)
      numbers.swapAt(place, other)
      sum += numbers[place]
    }
    return sum
  }
}
