import Figures
import Foundation
import Lab

/// q, c and gradients of rectifier networks with noise against theory, and by how much lengths grow a layer.
enum NoisyMapReport {
  /// What the claim on lengths is about.
  static let growth = TestedClaim.Topic("growth")
  /// By how much ln q may differ a layer from what theory says.
  static let margin = 0.01
  /// The term of 1 / width. That of q is none: at whatever width q grows by σ_w² μ_2 / 2 a layer, in the mean over networks.
  static let term = MapTerm(square: 0, correlation: 2, gradient: 0.1, gradientCorrelation: 3)

  static func report(_ measured: Measured<PropagationGroup>) -> FigureReport {
    PropagationReport.report(
      measured,
      claims: MapReport.claims(measured, term) + [
        Agreement.within(
          "Lengths grow by σ_w² μ_2 / 2 a layer", measured.groups.compactMap(growth),
          margin: "\(margin) of its logarithm"
        ).about(growth),
        MapReport.alike(measured.groups, term),
      ])
  }

  /// How the slope of ln E q from the first hidden layer to the last lies to ln (σ_w² μ_2 / 2); nil where there is one layer.
  static func growth(_ group: PropagationGroup) -> Agreement? {
    let last = group.outcome.places.count - 1
    guard let layer = group.field?.layer, last > 1,
      let growth = group.logGrowth(of: .square, from: 1, to: last)
    else { return nil }
    return Agreement(
      deviation: growth.mean - log(layer.weights * layer.noise / 2), error: growth.error, margin: margin)
  }
}
