import Figures
import Foundation
import Lab
import Statistics

/// What is claimed of distortions, figure by figure, beside what theory says of any.
enum DistortionFigures {
  /// What the claims are about.
  static let shrinking = TestedClaim.Topic("shrinking")
  static let lengthening = TestedClaim.Topic("lengthening")

  /// The mean distortion falls with depth at every width, by less than a share a layer: the slope of its logarithm.
  static func shrinks(_ measured: Measured<DistortionGroup>, by most: Double) -> TestedClaim {
    let noun = measured.groups.first?.trial.dimension == 2 ? "area" : "length"
    let statement = "The mean \(noun) shrinks with depth at every width, by less than \(short(most)) a layer"
    let (widths, depths) = (0, 1)
    let fits = measured.groups.parted(by: [widths]).map { line in
      let points = line.groups.compactMap { group -> (depth: Double, mean: LengthSummary)? in
        guard group.agreement != nil, let mean = group.beginning?.mean else { return nil }
        return group.points[depths].number.map { ($0, mean) }
      }
      return KnownErrorFit(
        x: points.map(\.depth), y: points.map { log($0.mean.mean) }, errors: points.map(\.mean.relativeError))
    }
    let known = fits.compactMap(\.self)
    guard !known.isEmpty, known.count == fits.count else {
      return TestedClaim.untested(statement, "\(known.count) of \(fits.count) widths tell anything")
        .about(shrinking)
    }
    let chances = known.map { fit in
      (
        growth: StandardNormal.survival(fit.slope / fit.slopeError),
        collapse: StandardNormal.cumulative((fit.slope + most) / fit.slopeError)
      )
    }
    let slopes = known.sorted { $0.slope < $1.slope }.map {
      "\(decimals($0.slope, 4)) ± \(decimals($0.slopeError, 4))"
    }
    return TestedClaim(
      statement, ifFalse: chances.map { 1 - min($0.growth, $0.collapse) }.max(),
      ifTrue: MultipleTests.bonferroni(chances.map { min(1, 2 * min($0.growth, $0.collapse)) }).min(),
      evidence: "slopes of the logarithm: \(slopes.joined(separator: ", "))"
    ).about(shrinking)
  }
  /// At the last moment images are longer than at the first, in each setting: the mean logarithm of the quotient over runs.
  static func whileTraining(_ groups: [DistortionGroup]) -> [TestedClaim] {
    groups.map { group in
      let changes = group.outcomes.compactMap { outcome -> Double? in
        guard let first = outcome.moments.first, let last = outcome.moments.last, last.epoch > first.epoch
        else { return nil }
        return log(last.powers[0].mean / first.powers[0].mean)
      }
      let mean = MeanEstimate(changes)
      return TestedClaim.isPositive(
        "\(group.labels.joined(separator: ", ")): learning lengthens the images of segments between images",
        changes, of: "runs",
        evidence:
          "the geometric mean over \(changes.count) runs is \(decimals(mean.map { exp($0.mean) }, 2)) times as "
          + "long, its logarithm \(decimals(mean?.mean, 2)) ± \(decimals(mean?.standardError, 2))"
      ).about(lengthening)
    }
  }
}
