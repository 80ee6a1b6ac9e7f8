import Figures
import Foundation
import Lab

/// What paper F claims of distances from the nearest boundary: they are of the order of 1 / N, at the beginning and nearly so
/// while networks learn.
enum DistanceFigures {
  /// By which factor the mean distance may differ from 1 / N and still be of its order.
  static let order = 3.0
  /// By how much the exponent of N may differ and still be about −1.
  static let margin = 0.2

  /// What claims are about.
  static let (size, exponent) = (TestedClaim.Topic("size"), TestedClaim.Topic("exponent"))

  /// At initialisation, for all biases.
  static func atTheBeginning(_ groups: [DistanceGroup]) -> [TestedClaim] {
    DistanceTrial.Source.allCases.map { size(of: $0, groups, "at initialisation") }
      + DistanceTrial.Source.allCases.map { exponent(of: $0, groups, "at initialisation") { $0.first } }
  }

  /// At every moment, and the exponent at the last.
  static func whileTraining(_ groups: [DistanceGroup]) -> [TestedClaim] {
    DistanceTrial.Source.allCases.map { size(of: $0, groups, "at every moment of training") }
      + DistanceTrial.Source.allCases.map { exponent(of: $0, groups, "at the end of training") { $0.last } }
  }

  /// The mean distance is of the order of 1 / N in every setting.
  private static func size(
    of source: DistanceTrial.Source, _ groups: [DistanceGroup], _ when: String
  ) -> TestedClaim {
    let ratios = groups.flatMap { group in
      group.moments.compactMap {
        RegionClaims.Ratio($0.distances(of: source, times: group.units), over: 1)
      }
    }
    return RegionClaims.within(
      log(order), ratios,
      "The mean distance of \(source.rawValue) points is 1 / N within a factor of 3 \(when)"
    ).about(size)
  }

  /// The mean distance goes as 1 / N: of networks of one depth and one law.
  private static func exponent(
    of source: DistanceTrial.Source, _ groups: [DistanceGroup], _ when: String,
    at moment: ([DistanceGroup.Moment]) -> DistanceGroup.Moment?
  ) -> TestedClaim {
    let strata = groups.groups { group in
      (try? group.trial.architecture.depth()).map { "\($0) \(group.trial.initialization.name)" }
    }
    return PowerLaw.claim(
      "The mean distance of \(source.rawValue) points goes as 1 / N \(when)", about: -1, within: margin,
      of: "ln distance against ln N",
      strata.map { stratum in
        stratum.elements.compactMap { group in
          moment(group.moments).map {
            PowerLaw.Sample(x: Double(group.units), numbers: $0.distances(of: source, times: 1))
          }
        }
      }
    ).about(exponent)
  }
}
