import Foundation
import Lab
import Network
import Statistics

/// The searches for η* of one setting, under the labels of the setting.
package struct RateGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: RateTrial
  /// What its searches found out.
  package let outcomes: [RateTrial.Outcome]

  /// Depth × width of a network of equal widths, or of a list of layers with these parameters; nil for others.
  package var size: Double? {
    if let network = trial.architecture.of(FullyConnected.self) {
      guard let widths = try? network.hiddenWidths(), Set(widths).count == 1 else { return nil }
      return Double(widths.count) * Double(widths[0])
    }
    guard let parameters = trial.architecture.of(LayerList.self)?.parameters,
      case .integer(let depth)? = parameters["depth"], case .integer(let width)? = parameters["width"]
    else { return nil }
    return Double(depth) * Double(width)
  }

  /// ln η* over the searches; nil where one of them has no bracket, since η* then lies outside the range for all that is known.
  package var logRate: MeanEstimate? { logMean(\.rate) }

  /// ln λ₁ over the searches; nil where one of them has none above 0.
  package var logSharpness: MeanEstimate? { logMean { $0.sharpness?.value } }

  /// How many searches found no rate that clearly starts.
  package var below: Int { outcomes.count { $0.lower == nil } }

  /// How many searches found that the greatest rate does not clearly fail.
  package var above: Int { outcomes.count { $0.upper == nil } }

  /// The geometric mean of a number over the searches; nil where one of them has none above 0.
  package func geometricMean(_ number: (RateTrial.Outcome) -> Double?) -> Double? {
    logMean(number).map { exp($0.mean) }
  }

  private func logMean(_ number: (RateTrial.Outcome) -> Double?) -> MeanEstimate? {
    let logarithms = outcomes.compactMap(number).filter { $0 > 0 }.map { log($0) }
    return logarithms.count == outcomes.count ? MeanEstimate(logarithms) : nil
  }
}

extension RateGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: RateTrial, _ outcomes: [RateTrial.Outcome], on _: DataShelf
  ) throws {
    self.init(points: points, trial: trial, outcomes: outcomes)
  }

  package func with(_ outcomes: [RateTrial.Outcome]) -> RateGroup {
    RateGroup(points: points, trial: trial, outcomes: outcomes)
  }

  package static func report(_ measured: Measured<RateGroup>) -> FigureReport { RateReport.report(measured) }
}
