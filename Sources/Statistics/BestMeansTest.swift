/// A test of whether one of two ways does better than the other, each under the condition that suits it
/// best, such as a learning rate; or under all conditions in the mean.
///
/// The largest of several means is larger than it should be, by luck. So no condition is chosen: the first
/// way is better at its best where under some condition it is better than the second under every one, and as
/// many conditions as were tried for the first count as so many tests. Each is Welch's.
public struct BestMeansTest: Hashable, Codable, Sendable {
  /// Which means are compared.
  public enum Means: String, CaseIterable, Codable, Sendable {
    /// Each way under the condition that suits it best.
    case eachAtItsBest
    /// The mean over all conditions.
    case onAverage
  }

  /// The difference of the means: of the largest ones, or on average.
  public let difference: Double
  /// The conditions in which each way's mean is largest, the first's and the second's.
  public let best: [Int]
  /// The probability, at most, of so large a difference where the first is not better.
  public let largerPValue: Double
  /// The probability, at most, of so small a difference where it is not worse.
  public let smallerPValue: Double

  /// Compares two ways; nil where one has fewer than two numbers under some condition.
  ///
  /// - Parameters:
  ///   - first: The numbers of the first way, condition by condition.
  ///   - second: Those of the second, under the same conditions.
  public init?(_ first: [[Double]], _ second: [[Double]], _ means: Means) {
    precondition(first.count == second.count, "both ways under the same conditions")
    let (ones, others) = (first.compactMap(Cell.init), second.compactMap(Cell.init))
    guard !ones.isEmpty, ones.count == first.count, others.count == first.count else { return nil }
    best = [Self.best(ones), Self.best(others)]
    switch means {
    case .eachAtItsBest:
      difference = ones[best[0]].mean - others[best[1]].mean
      largerPValue = Self.chance(ones, others)
      smallerPValue = Self.chance(others, ones)
    case .onAverage:
      let count = Double(ones.count)
      difference = zip(ones, others).reduce(0) { $0 + $1.0.mean - $1.1.mean } / count
      let test = WelchT(
        difference,
        variances: (ones + others).map { ($0.square / (count * count), $0.degreesOfFreedom) })
      (largerPValue, smallerPValue) = (test.larger, test.smaller)
    }
  }

  /// The chance of some way's numbers beyond all of the other's.
  private static func chance(_ ones: [Cell], _ others: [Cell]) -> Double {
    let chances = ones.map { one in
      others.map { other in
        WelchT(
          one.mean - other.mean,
          variances: [(one.square, one.degreesOfFreedom), (other.square, other.degreesOfFreedom)]
        ).larger
      }.max() ?? 1
    }
    return MultipleTests.bonferroni(chances).min() ?? 1
  }

  /// The first place of the largest mean.
  private static func best(_ cells: [Cell]) -> Int {
    cells.indices.max { cells[$0].mean < cells[$1].mean } ?? 0
  }

  /// The numbers of one way under one condition.
  private struct Cell {
    let mean: Double
    /// The square of the mean's standard error.
    let square: Double
    let degreesOfFreedom: Double

    init?(_ numbers: [Double]) {
      guard let estimate = MeanEstimate(numbers), let error = estimate.standardError else { return nil }
      mean = estimate.mean
      square = error * error
      degreesOfFreedom = Double(estimate.count - 1)
    }
  }
}
