import Numbers

/// How many networks have a logarithm of their length in which bin: for a picture of the law, not for its
/// moments.
public struct LogHistogram: Hashable, Codable, Sendable {
  /// The width of a bin, in natural logarithms.
  public static let binWidth = 0.25

  /// The number of the first bin: bin b holds what is at least b and less than b + 1 bin widths.
  public private(set) var first = 0
  /// The number of networks in each bin, from the first on.
  public private(set) var counts: [Int] = []

  /// A histogram of nothing yet.
  public init() {}

  /// Takes in one network's length; one of zero has no logarithm and is left out.
  public mutating func add(_ length: Double) { add(ScaledNumber(length)) }

  /// Takes in one network's length, of any size; one of zero has no logarithm and is left out.
  public mutating func add(_ length: ScaledNumber) {
    guard length.significand > 0, length.isFinite else { return }
    add(1, to: Int((length.logarithm / Self.binWidth).rounded(.down)))
  }

  /// Takes in all that another histogram is of.
  public mutating func add(_ other: LogHistogram) {
    for (place, count) in other.counts.enumerated() { add(count, to: other.first + place) }
  }

  private mutating func add(_ count: Int, to bin: Int) {
    if counts.isEmpty { first = bin }
    if bin < first {
      counts.insert(contentsOf: Array(repeating: 0, count: first - bin), at: 0)
      first = bin
    }
    if bin - first >= counts.count {
      counts.append(contentsOf: Array(repeating: 0, count: bin - first - counts.count + 1))
    }
    counts[bin - first] += count
  }
}
