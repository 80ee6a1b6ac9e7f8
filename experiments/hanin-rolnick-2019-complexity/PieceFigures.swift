import Figures
import Foundation
import Lab

/// What paper F claims of the numbers of pieces on a line: they go with the units, and not with the depth.
enum PieceFigures {
  /// By how much an exponent may differ and still be about its number.
  static let margin = 0.15

  /// What claims are about.
  static let (order, exponents) = (TestedClaim.Topic("order"), TestedClaim.Topic("exponents"))

  /// The report on pieces; the exponents are those at one moment.
  ///
  /// - Parameter moment: Which of a setting's.
  static func report(
    _ measured: Measured<RegionGroup>, at moment: @escaping ([RegionGroup.Moment]) -> RegionGroup.Moment?
  ) -> FigureReport {
    RegionReport.report(measured) { groups in
      let settings = groups.compactMap { group in
        moment(group.moments).flatMap { moment in
          (try? group.trial.architecture.depth()).map { (group: group, depth: $0, pieces: moment.regions) }
        }
      }
      let equalDepths = settings.groups { $0.depth }.map {
        $0.elements.map { PowerLaw.Sample(x: Double($0.group.units), numbers: $0.pieces) }
      }
      let equalUnits = settings.groups { $0.group.units }.map {
        $0.elements.map { PowerLaw.Sample(x: Double($0.depth), numbers: $0.pieces) }
      }
      return [
        RegionClaims.order(
          groups, "A line has of the order of N pieces at every depth and moment: within a factor of 3"
        ).about(order),
        PowerLaw.claim(
          "At equal depths pieces go as the number of units", about: 1, within: margin,
          of: "ln pieces against ln N", equalDepths
        ).about(exponents),
        PowerLaw.claim(
          "At equal numbers of units pieces do not go with the depth", about: 0, within: margin,
          of: "ln pieces against ln depth", equalUnits
        ).about(exponents),
      ]
    }
  }
}
