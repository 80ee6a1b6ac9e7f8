import Foundation

/// What is kept of a layer's mean lengths over many networks: their moments, and those of their logarithms.
public struct LengthSummary: Hashable, Codable, Sendable {
  /// The number of networks.
  public private(set) var count = 0
  /// How many of them have length zero: every unit of the layer, or of one before it, is dead.
  public private(set) var dead = 0
  /// The sum of the lengths.
  public private(set) var sum = 0.0
  /// The sum of their squares.
  public private(set) var sumOfSquares = 0.0
  /// The sum of the natural logarithms of the lengths that are not zero.
  public private(set) var logSum = 0.0
  /// The sum of the squares of those logarithms.
  public private(set) var logSumOfSquares = 0.0

  /// A summary of nothing yet.
  public init() {}

  /// A summary of networks of which the mean and the standard deviation are known, of their lengths and the logarithms.
  package init(count: Int, mean: Double, deviation: Double, logMean: Double, logDeviation: Double) {
    let (count, rest) = (Double(count), Double(count - 1))
    self.count = Int(count)
    sum = count * mean
    sumOfSquares = count * mean * mean + rest * deviation * deviation
    logSum = count * logMean
    logSumOfSquares = count * logMean * logMean + rest * logDeviation * logDeviation
  }

  /// Takes in one network's length.
  public mutating func add(_ length: Double) {
    count += 1
    sum += length
    sumOfSquares += length * length
    if length == 0 {
      dead += 1
    } else {
      let logarithm = log(length)
      logSum += logarithm
      logSumOfSquares += logarithm * logarithm
    }
  }

  /// A summary of all that this one and another are of.
  public func adding(_ other: LengthSummary) -> LengthSummary {
    var both = self
    both.add(other)
    return both
  }

  /// Takes in all that another summary is of.
  public mutating func add(_ other: LengthSummary) {
    count += other.count
    dead += other.dead
    sum += other.sum
    sumOfSquares += other.sumOfSquares
    logSum += other.logSum
    logSumOfSquares += other.logSumOfSquares
  }

  /// The mean length.
  public var mean: Double { sum / Double(count) }

  /// The standard error of the mean, from the sample.
  public var standardError: Double { Self.error(sum, sumOfSquares, count) }

  /// The mean of the squared lengths.
  public var meanSquare: Double { sumOfSquares / Double(count) }

  /// The mean logarithm of the lengths that are not zero.
  public var logMean: Double { logSum / Double(count - dead) }

  /// The standard error of the mean logarithm, from the sample.
  public var logStandardError: Double { Self.error(logSum, logSumOfSquares, count - dead) }

  private static func error(_ sum: Double, _ squares: Double, _ count: Int) -> Double {
    guard count > 1 else { return .nan }
    let mean = sum / Double(count)
    let variance = max(0, squares - Double(count) * mean * mean) / Double(count - 1)
    return (variance / Double(count)).squareRoot()
  }
}
