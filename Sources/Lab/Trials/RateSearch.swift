import Foundation

/// The search for the largest rate at which something starts, on a scale of equal ratios.
///
/// It goes down from the greatest rate by a factor of four until a rate starts, and halves what lies between that and the one above it.
/// What starts at a rate need not start at all smaller ones: in few steps too small a rate learns too little.
package struct RateSearch {
  /// The rates in which it looks.
  package let range: ClosedRange<Double>
  /// The quotient of a bracket's ends at which it ends, above 1.
  package let precision: Double

  /// A search of a range.
  package init(range: ClosedRange<Double>, precision: Double) {
    (self.range, self.precision) = (range, precision)
  }

  /// By what it goes down.
  private static let stride = 4.0

  /// Where η* lies.
  package struct Bracket: Hashable {
    /// The largest rate found that starts; nil where none of the range does.
    package var lower: Double?
    /// The smallest rate found above it that does not; nil where the range's greatest rate starts.
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
    return down.rounded(.up) + 1 + max(0, halvings.rounded(.up))
  }

  /// Looks for it.
  ///
  /// - Parameter starts: Whether a rate starts.
  package func run(_ starts: (Double) throws -> Bool) rethrows -> Bracket {
    var (rate, bracket) = (range.upperBound, Bracket())
    while try !starts(rate) {
      bracket.upper = rate
      if rate <= range.lowerBound { return bracket }
      rate = max(range.lowerBound, rate / Self.stride)
    }
    bracket.lower = rate
    while let lower = bracket.lower, let upper = bracket.upper, upper / lower > precision {
      let middle = (lower * upper).squareRoot()
      if try starts(middle) { bracket.lower = middle } else { bracket.upper = middle }
    }
    return bracket
  }
}
