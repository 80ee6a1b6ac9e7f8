import Foundation
import Statistics

/// The checks behind claims about mean lengths at initialisation.
package enum LengthClaims {
  /// Every point agrees with theory; points that decide nothing are counted apart.
  package static func agree(_ statement: String, _ points: [LengthComparison]) -> Claim {
    let decided = points.filter { $0.verdict != .undecided }
    let agreeing = decided.count { $0.verdict != .failed }
    let verdict: Claim.Verdict =
      decided.isEmpty ? .notEnoughData : agreeing == decided.count ? .held : .failed
    return Claim(
      statement, verdict,
      evidence:
        "\(agreeing) of \(decided.count) points within \(Int(LengthComparison.tolerance)) standard errors"
        + (decided.count < points.count ? ", \(points.count - decided.count) points decide nothing" : ""))
  }

  /// The mean length grows exponentially with depth at the predicted rate: the slope of its logarithm, fitted with an
  /// interval, holds the rate.
  package static func rate(_ setting: String, _ points: [LengthComparison]) -> Claim {
    let usable = points.filter { $0.mean > 0 && ($0.expectedMean ?? 0) > 0 && $0.standardError > 0 }
    let depths = usable.map { Double($0.depth) }
    let expected = LineFit(x: depths, y: usable.map { log($0.expectedMean ?? 1) })
    let weights = usable.map { pow($0.mean / $0.standardError, 2) }
    guard let expected, let fit = LineFit(x: depths, y: usable.map { log($0.mean) }, weights: weights) else {
      return Claim(
        "\(setting): the mean length has the predicted rate", .notEnoughData, evidence: "too few depths")
    }
    let interval = fit.slopeInterval(level: 0.99)
    return Claim(
      "\(setting): ln E[M_d] changes by \(decimals(expected.slope, 3)) a layer",
      interval.contains(expected.slope) ? .held : .failed,
      evidence: "fitted \(decimals(fit.slope, 3)), 99 % interval \(decimals(interval.lowerBound, 3)) to "
        + "\(decimals(interval.upperBound, 3)), \(usable.count) depths")
  }
}
