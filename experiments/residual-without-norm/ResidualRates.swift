import Figures
import Foundation
import Lab
import Randomness
import Statistics

/// The largest learning rates of residual networks with batch normalisation and without, over the number of layers.
enum ResidualRates {
  /// How steeply, as a power of the number of layers, a rate may fall that hardly falls: by half from 8 to 110 layers.
  static let steepness = -0.25

  /// Claims that rates fall.
  static let fallTopic = TestedClaim.Topic("fall")
  /// That batch normalisation's hardly does.
  static let holdTopic = TestedClaim.Topic("hold")
  /// That it bears larger ones.
  static let aheadTopic = TestedClaim.Topic("ahead")

  static func report(_ measured: Measured<RateGroup>) -> FigureReport {
    FigureReport(
      measured.experiment.name, measured,
      table: columns(measured.headings).table(
        measured.title, measured.groups, notes: RateReport.notes),
      data: columns(measured.headings).csv(measured.groups),
      charts: measured.chartsOverAxis(yTitle: "η*", theory: "none") { group, line, x in
        group.logRate.map { mean in
          let rate = exp(mean.mean)
          return TheoryChart.Point(
            line: line, x: x, mean: rate, error: rate * (mean.standardError ?? 0), networks: mean.count,
            expected: nil)
        }
      }, claims: claims(measured))
  }

  private static func columns(_ headings: [String]) -> [Column<RateGroup>] {
    Column.settings(headings, \.points) + RateReport.brackets + [
      .count("below", "below", \.below), .count("above", "above", \.above),
      .kept("log_rate_error") { $0.logRate?.standardError },
    ]
  }

  private static func claims(_ measured: Measured<RateGroup>) -> [TestedClaim] {
    ResidualMethods.unnormalized.map { falls($0, measured) } + [holds(measured)]
      + ResidualMethods.silent.map { isBehind($0, measured) }
  }

  /// η* of a method without normalisation falls as layers are added.
  private static func falls(_ method: String, _ measured: Measured<RateGroup>) -> TestedClaim {
    let statement = "\(method): η* falls as layers are added"
    guard let fit = fit(measured.settings(of: method)) else { return untold(statement, method, measured) }
    return TestedClaim(
      statement, ifFalse: fit.pValue(smallerThan: 0), ifTrue: fit.pValue(largerThan: 0), evidence: text(fit)
    ).about(fallTopic)
  }

  /// η* of batch normalisation hardly falls.
  private static func holds(_ measured: Measured<RateGroup>) -> TestedClaim {
    let statement = "\(ResidualMethods.batchNorm): η* hardly falls as layers are added"
    let settings = measured.settings(of: ResidualMethods.batchNorm)
    // A rate outside the range may fall unseen.
    guard settings.allSatisfy({ $0.group.below + $0.group.above == 0 }), let fit = fit(settings) else {
      return untold(statement, ResidualMethods.batchNorm, measured).about(holdTopic)
    }
    return TestedClaim(
      statement, ifFalse: fit.pValue(largerThan: steepness), ifTrue: fit.pValue(smallerThan: steepness),
      evidence: "\(text(fit)); held above \(steepness)"
    ).about(holdTopic)
  }

  /// Batch normalisation bears larger rates at equal depth.
  private static func isBehind(_ method: String, _ measured: Measured<RateGroup>) -> TestedClaim {
    let statement = "\(ResidualMethods.batchNorm) bears larger rates than \(method) at equal depth"
    let strata = measured.pairs(ResidualMethods.batchNorm, method).map {
      (first: $0.first.logRates, second: $0.second.logRates)
    }
    let searches = strata.reduce(0) { $0 + $1.first.count + $1.second.count }
    guard let test = MeanDifferenceTest(strata: strata, from: RandomKey(seed: 1)[statement]) else {
      return .untested(statement, "\(searches) searches").about(aheadTopic)
    }
    return TestedClaim(
      statement, ifFalse: test.largerPValue, ifTrue: test.smallerPValue,
      evidence: "larger by a factor of \(short(exp(test.difference))), \(searches) searches at "
        + "\(strata.count) depths"
    ).about(aheadTopic)
  }

  private static func untold(
    _ statement: String, _ method: String, _ measured: Measured<RateGroup>
  ) -> TestedClaim {
    let searches = measured.settings(of: method).reduce(0) { $0 + $1.group.outcomes.count }
    return TestedClaim.untested(statement, "\(searches) searches").about(fallTopic)
  }

  /// ln η* over the logarithm of the number of layers, a point a search; nil where there are too few.
  private static func fit(_ settings: [(layers: Double, group: RateGroup)]) -> LineFit? {
    LineFit(settings.flatMap { layers, group in group.logRates.map { (log(layers), $0) } })
  }

  private static func text(_ fit: LineFit) -> String {
    let interval = fit.slopeInterval()
    return "exponent \(decimals(fit.slope, 2)), 95 % from \(decimals(interval.lowerBound, 2)) to "
      + "\(decimals(interval.upperBound, 2)), \(Int(fit.degreesOfFreedom) + 2) searches"
  }
}

extension RateGroup {
  /// ln η* of each search; where that lies outside the range, its end.
  fileprivate var logRates: [Double] {
    outcomes.map { outcome in
      log(outcome.rate ?? (outcome.lower == nil ? trial.lowest : trial.highest))
    }
  }
}
