import Foundation

/// The search for η*, the largest rate at which something starts, on a scale of equal ratios, where near the edge chance decides.
///
/// It goes down from the greatest rate by a factor of four until a rate starts clearly. Then it halves what lies between that and the one
/// above it, and what lies below the smallest one that clearly fails, each to a precision of its own. What starts at a rate need not
/// start at all smaller ones: in few steps too small a rate learns too little.
package struct RateSearch {
  /// The rates in which it looks.
  package let range: ClosedRange<Double>
  /// The quotient, above 1, to which either end of a bracket is found.
  package let precision: Double

  /// A search of a range.
  package init(range: ClosedRange<Double>, precision: Double) {
    (self.range, self.precision) = (range, precision)
  }

  /// By what it goes down.
  private static let stride = 4.0

  /// What the runs at a rate say.
  package enum Verdict {
    /// They start, but for few.
    case starts
    /// They do not, but for few.
    case fails
    /// Some start and some do not.
    case undecided
  }

  /// Where η* lies.
  package struct Bracket: Hashable {
    /// The largest rate found that clearly starts; nil where none of the range does.
    package var lower: Double?
    /// The smallest rate found above it that clearly fails; nil where the range's greatest rate does not.
    package var upper: Double?

    /// A bracket of which nothing is known, or these ends.
    package init(lower: Double? = nil, upper: Double? = nil) {
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// How many rates it tries at most.
  package var mostRates: Double {
    let down = log(range.upperBound / range.lowerBound) / log(Self.stride)
    let halvings = log2(log(Self.stride) / log(precision))
    return down.rounded(.up) + 1 + 2 * max(0, halvings.rounded(.up))
  }

  /// Looks for it.
  ///
  /// - Parameter verdict: What the runs at a rate say.
  package func run(_ verdict: (Double) throws -> Verdict) rethrows -> Bracket {
    var (bracket, undecided) = (Bracket(), ClosedRange<Double>?.none)
    var rate = range.upperBound
    descent: while true {
      switch try verdict(rate) {
      case .starts:
        bracket.lower = rate
        break descent
      case .fails where undecided == nil: bracket.upper = rate
      case .fails, .undecided: undecided = rate...(undecided?.upperBound ?? rate)
      }
      if rate <= range.lowerBound { break }
      rate = max(range.lowerBound, rate / Self.stride)
    }
    while undecided == nil, let lower = bracket.lower, let upper = bracket.upper, upper / lower > precision {
      let middle = (lower * upper).squareRoot()
      switch try verdict(middle) {
      case .starts: bracket.lower = middle
      case .fails: bracket.upper = middle
      case .undecided: undecided = middle...middle
      }
    }
    guard let undecided else { return bracket }
    return Bracket(
      lower: try bracket.lower.map { lower in
        try edge(lower, undecided.lowerBound) { try verdict($0) == .starts }.lower
      },
      upper: try bracket.upper.map { upper in
        try edge(undecided.upperBound, upper) { try verdict($0) != .fails }.upper
      })
  }

  /// Two rates no further apart than the precision, of which the lower one is of a kind and the upper one is not, between two such.
  private func edge(
    _ lower: Double, _ upper: Double, isLower: (Double) throws -> Bool
  ) rethrows -> (lower: Double, upper: Double) {
    var (lower, upper) = (lower, upper)
    while upper / lower > precision {
      let middle = (lower * upper).squareRoot()
      if try isLower(middle) { lower = middle } else { upper = middle }
    }
    return (lower, upper)
  }
}
