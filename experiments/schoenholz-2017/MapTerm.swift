import Figures
import Foundation

/// The term of the order of 1 / width that measured means may lie off the maps of great width, stated before they are judged: K / width,
/// or K × batch / width where inputs are one batch, as a share of q and of gradients, and as it is of correlations. Of gradients it is K times
/// the number of hidden layers that they came through, each of which adds its own part.
///
/// The numbers K were fixed on networks of other seeds than those that are judged (`kindling sweep FILE --seeds 101`), as the README
/// tells.
struct MapTerm {
  let square: Double
  let correlation: Double
  let gradient: Double
  let gradientCorrelation: Double

  /// The term of a mean.
  ///
  /// - Parameters:
  ///   - layersPassed: How many hidden layers gradients came through on their way to the place.
  ///   - share: What the networks' terms go with.
  func bound(_ quantity: PropagationGroup.Quantity, layersPassed: Int, share: Double) -> Double {
    switch quantity {
    case .square: square * share
    case .correlation: correlation * share
    case .gradient: gradient * Double(layersPassed) * share
    case .gradientCorrelation: gradientCorrelation * share
    }
  }

  /// Deviations that would be another theory: a twentieth of q and as much of correlations, and a fifth of gradients, which is a
  /// hundredth for each of twenty layers.
  static func margin(_ quantity: PropagationGroup.Quantity) -> Double { quantity == .gradient ? 0.2 : 0.05 }

  /// Deviations that matter where the maps are asked to do without the term: of gradients a tenth, else a fiftieth.
  static func need(_ quantity: PropagationGroup.Quantity) -> Double { quantity == .gradient ? 0.1 : 0.02 }
}

extension PropagationGroup {
  /// What terms go with: 1 / width, or batch / width where inputs are one batch; nil where widths differ.
  var share: Double? { width.map { Double(trial.batch ?? 1) / Double($0) } }
}
