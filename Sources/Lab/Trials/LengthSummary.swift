import Foundation
import Numbers

/// What is kept of a layer's mean lengths over many networks: their moments, and those of their logarithms.
public struct LengthSummary: Hashable, Sendable {
  /// The number of networks.
  public private(set) var count = 0
  /// How many of them have length zero: every unit of the layer, or of one before it, is dead.
  public private(set) var dead = 0
  /// The sum of the lengths, and that of their squares.
  private var moments = Moments()
  /// The sum of the natural logarithms of the lengths that are not zero.
  public private(set) var logSum = 0.0
  /// The sum of the squares of those logarithms.
  public private(set) var logSumOfSquares = 0.0

  /// The power of two that the sums are multiplied by; 0 in the range of numbers.
  var exponent: Int { moments.exponent }

  /// A summary of nothing yet.
  public init() {}

  /// A summary of networks of which the mean and the standard deviation are known, of their lengths and the
  /// logarithms.
  package init(count: Int, mean: Double, deviation: Double, logMean: Double, logDeviation: Double) {
    let (count, rest) = (Double(count), Double(count - 1))
    self.count = Int(count)
    moments = Moments(sum: count * mean, squares: count * mean * mean + rest * deviation * deviation)
    logSum = count * logMean
    logSumOfSquares = count * logMean * logMean + rest * logDeviation * logDeviation
  }

  /// Takes in one network's length.
  public mutating func add(_ length: Double) { add(ScaledNumber(length)) }

  /// Takes in one network's length, of any size.
  public mutating func add(_ length: ScaledNumber) {
    count += 1
    moments.add(Moments(length))
    if length.significand == 0 {
      dead += 1
    } else {
      let logarithm = length.logarithm
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
    moments.add(other.moments)
    logSum += other.logSum
    logSumOfSquares += other.logSumOfSquares
  }

  /// The mean length; 0 or infinite where it is beyond the range of numbers.
  public var mean: Double { scaledMean.value }

  /// Whether `mean` is the mean with all digits.
  public var hasPlainMean: Bool { scaledMean.exponent == 0 && scaledMean.isFinite }

  /// The mean length, whatever its size.
  public var scaledMean: ScaledNumber {
    ScaledNumber(moments.sum / Double(count), exponent: moments.exponent)
  }

  /// The standard error of the mean, from the sample.
  public var standardError: Double { scaledStandardError.value }

  private var scaledStandardError: ScaledNumber {
    ScaledNumber(Self.error(moments.sum, moments.squares, count), exponent: moments.exponent)
  }

  /// The standard error over the mean itself.
  public var relativeError: Double { (scaledStandardError / scaledMean).value }

  /// The mean of the squared lengths.
  public var meanSquare: Double {
    ScaledNumber(moments.squares / Double(count), exponent: 2 * moments.exponent).value
  }

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

extension LengthSummary: Codable {
  private enum CodingKeys: String, CodingKey {
    case count, dead, sum, sumOfSquares, exponent, logSum, logSumOfSquares
  }

  /// Reads what this or an earlier version has written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.decode(Int.self, forKey: .count)
    dead = try container.decode(Int.self, forKey: .dead)
    moments = Moments(
      sum: try container.decode(Double.self, forKey: .sum),
      squares: try container.decode(Double.self, forKey: .sumOfSquares),
      exponent: try container.decodeIfPresent(Int.self, forKey: .exponent) ?? 0)
    logSum = try container.decode(Double.self, forKey: .logSum)
    logSumOfSquares = try container.decode(Double.self, forKey: .logSumOfSquares)
  }

  /// Writes the sums, and `exponent` only where they are beyond the range of numbers: `sum` is then to be
  /// multiplied by 2^exponent, and `sumOfSquares` by the square of that.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encode(dead, forKey: .dead)
    try container.encode(moments.sum, forKey: .sum)
    try container.encode(moments.squares, forKey: .sumOfSquares)
    if moments.exponent != 0 { try container.encode(moments.exponent, forKey: .exponent) }
    try container.encode(logSum, forKey: .logSum)
    try container.encode(logSumOfSquares, forKey: .logSumOfSquares)
  }
}

/// A sum of numbers and that of their squares, the one over 2^exponent and the other over its square.
///
/// The exponent is 0 where `Double` has both with all digits, and else such that the sum is from 1 to below
/// 2.
private struct Moments: Hashable, Sendable {
  private(set) var sum: Double
  private(set) var squares: Double
  private(set) var exponent: Int

  init(sum: Double = 0, squares: Double = 0, exponent: Int = 0) {
    (self.sum, self.squares, self.exponent) = (sum, squares, exponent)
  }

  /// Of one number.
  init(_ number: ScaledNumber) {
    self.init(sum: number.significand, squares: number.significand * number.significand)
    if number.exponent == 0, isPlain { return }
    let (digits, exponent) = number.parts
    self.init(sum: digits, squares: digits * digits, exponent: exponent)
  }

  mutating func add(_ other: Moments) {
    let total = Moments(sum: sum + other.sum, squares: squares + other.squares)
    if exponent == 0, other.exponent == 0, total.isPlain {
      self = total
    } else if let size, let otherSize = other.size {
      // What is lost of the smaller one has no place among the digits of the larger one.
      let (mine, others) = (at(max(size, otherSize)), other.at(max(size, otherSize)))
      self = Moments(
        sum: mine.sum + others.sum, squares: mine.squares + others.squares, exponent: mine.exponent)
      let plain = at(0)
      self = plain.sum != 0 && plain.isPlain ? plain : at(self.size ?? 0)
    } else if sum == 0 {
      self = other
    } else if other.sum != 0 {
      self = total
    }
  }

  /// The exponent of the sum itself; nil where it is zero or not finite.
  private var size: Int? {
    sum != 0 && sum.isFinite ? Int(sum.exponent) + exponent : nil
  }

  /// Whether `Double` has both with all digits, at this exponent.
  private var isPlain: Bool {
    (sum == 0 || sum.isNormal) && (squares == 0 ? sum == 0 : squares.isNormal)
  }

  /// The same with another exponent.
  private func at(_ exponent: Int) -> Moments {
    Moments(
      sum: ScaledNumber(sum, exponent: self.exponent).over(powerOfTwo: exponent),
      squares: ScaledNumber(squares, exponent: 2 * self.exponent).over(powerOfTwo: 2 * exponent),
      exponent: exponent)
  }
}
