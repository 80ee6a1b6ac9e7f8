import Foundation
import Lab
import Statistics

/// The checks behind claims about lengths at initialisation.
package enum LengthClaims {
  /// Lengths are theory's everywhere.
  ///
  /// - Parameter sets: Comparisons of independent networks each, at one depth or at several of the same
  ///   networks. Any of them
  ///   refutes theory; of each set that one supports it which is most exact.
  package static func agree(_ statement: String, _ sets: [[LengthComparison]]) -> TestedClaim {
    let points = sets.joined()
    let telling = sets.compactMap { $0.flatMap(\.agreements).mostTelling }
    let all = points.flatMap(\.agreements)
    guard let furthest = all.max(by: { abs($0.z) < abs($1.z) }) else {
      return .untested(statement, "\(points.count) points, none of which tells anything")
    }
    let isComplete = telling.count == sets.count
    return TestedClaim(
      statement, ifFalse: isComplete ? telling.map(\.ifFalse).max() : nil,
      ifTrue: MultipleTests.bonferroni(all.map(\.ifTrue)).min(),
      evidence: "\(points.count) points of \(sets.count) independent sets of networks, the furthest off by "
        + "\(decimals(furthest.z, 1)) standard errors; held within a factor of \(LengthComparison.margin) a layer"
        + (isComplete ? "" : "; \(sets.count - telling.count) sets tell nothing"))
  }

  /// The factor of a layer is the predicted one at every depth: the mean over independent sets of networks.
  package static func rate(_ setting: String, _ points: [LengthComparison]) -> TestedClaim {
    let expected = points.last.flatMap { point in point.expectedMean.map { log($0) / Double(point.depth) } }
    let statement = "\(setting): ln E[M_d] changes by \(decimals(expected, 3)) a layer"
    let known = points.compactMap { point in
      point.factor.map { (layers: Double(point.depth), deviation: $0.deviation, error: $0.error) }
    }
    let layers = known.reduce(0) { $0 + $1.layers }
    let deviation = known.reduce(0) { $0 + $1.layers * $1.deviation } / layers
    let variance = known.reduce(0) { $0 + pow($1.layers * $1.error / layers, 2) }
    guard known.count == points.count, layers > 0, variance > 0 else {
      return .untested(statement, "not measured")
    }
    let agreement = Agreement(
      deviation: deviation, error: variance.squareRoot(), margin: LengthComparison.margin - 1)
    return TestedClaim(
      statement, ifFalse: agreement.ifFalse, ifTrue: agreement.ifTrue,
      evidence: "\(decimals((expected ?? 0) + log1p(deviation), 4)) ± \(decimals(agreement.error, 4)), "
        + "\(points.count) depths; held within \(short(100 * (LengthComparison.margin - 1), digits: 1)) %")
  }
}
