import Figures
import Foundation
import Lab
import Network

/// Gradients of batches in networks with batch normalisation against theory, and by how much they grow a layer.
enum NormMapReport {
  /// What a claim is about beside those of `MapReport`, whose margin is also how much more gradients may grow at another variance of
  /// weights.
  static let variance = TestedClaim.Topic("variance")

  /// The terms of batch / width.
  static let term = MapTerm(square: 0.02, correlation: 0.05, gradient: 0.2, gradientCorrelation: 0.2)

  static func report(_ measured: Measured<PropagationGroup>) -> FigureReport {
    PropagationReport.report(
      measured,
      claims: MapReport.claims(measured, term) + [
        Agreement.within(
          "Squared gradients grow a layer by theory's factor of the batch and the activation",
          measured.groups.compactMap(growth), margin: "\(MapReport.margin) of its logarithm and the term"
        ).about(MapReport.growth),
        variance(measured),
      ])
  }

  /// How the slope of ln E gradient², from the last hidden layer but one to the first, lies to theory's; nil where there is none.
  private static func growth(_ group: PropagationGroup) -> Agreement? {
    guard let growth = measuredGrowth(group), let share = group.share else { return nil }
    let places = places(group)
    let expected =
      log(group.theory[places.last].gradient / group.theory[places.first].gradient)
      / Double(places.first - places.last)
    return Agreement(
      deviation: growth.mean - expected, error: growth.error, margin: MapReport.margin + term.gradient * share
    )
  }

  /// At equal batch, width and activation gradients grow alike whatever the weights' variance.
  private static func variance(_ measured: Measured<PropagationGroup>) -> TestedClaim {
    let alike = measured.groups.groups { [$0.activation, "\($0.trial.batch ?? 0)", "\($0.width ?? 0)"] }
    let differences = alike.flatMap { alike -> [Agreement] in
      let growths = alike.elements.compactMap(measuredGrowth)
      guard let first = growths.first else { return [] }
      return growths.dropFirst().map {
        Agreement(
          deviation: $0.mean - first.mean, error: hypot($0.error, first.error), margin: MapReport.margin)
      }
    }
    return Agreement.within(
      "They grow alike whatever the weights' variance", differences,
      margin: "\(MapReport.margin) of the logarithm"
    ).about(variance)
  }

  private static func measuredGrowth(_ group: PropagationGroup) -> (mean: Double, error: Double)? {
    let places = places(group)
    guard places.first > places.last, !group.theory.isEmpty else { return nil }
    return group.logGrowth(of: .gradient, from: places.first, to: places.last)
  }

  /// From where gradients are looked at to where. At the last hidden layer they are of other directions than behind it.
  private static func places(_ group: PropagationGroup) -> (first: Int, last: Int) {
    (group.outcome.places.count - 2, 1)
  }
}

extension PropagationGroup {
  /// The name of the activation that a list of layers has as a parameter.
  fileprivate var activation: String {
    trial.architecture.of(LayerList.self)?.parameters["activation"]?.summary ?? ""
  }
}
