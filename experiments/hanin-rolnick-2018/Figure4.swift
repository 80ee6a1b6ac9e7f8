import Autodiff
import Figures
import Network

/// Figure 4: the mean length of convolutional networks of 3 × 3 filters on one colour image, under circular
/// padding and, beside it, zeros.
enum Figure4 {
  static func report(_ measured: Measured<LengthGroup>) -> FigureReport {
    let name = measured.experiment.name
    let sets = measured.groups.map { group in
      measured.experiment.layers.map { $0.map { Point(group, layer: $0) } } ?? [Point(group, layer: nil)]
    }
    let points = sets.flatMap(\.self)
    let table = LengthTable(points.map(\.comparison))
    let features = Set(points.map(\.features))
    let networks =
      features.count == 1 ? "With \(features.min() ?? 0) features" : "With a tenth of the depth as features"
    return FigureReport(
      name, measured, table: table.table(measured.title), data: table.csv,
      charts: distinct(points.map(\.padding)).flatMap { padding in
        let those = measured.groups.filter { $0.padding == padding }
        return measured.with(those).charts(
          "\(name)-\(padding.rawValue)", "\(measured.title), \(padding.rawValue) padding")
      },
      claims: claims(networks, sets), plot: TextPlot(measured))
  }

  private struct Point {
    let padding: Padding
    let features: Int
    let keepsLengths: Bool
    let comparison: LengthComparison

    init(_ group: LengthGroup, layer: Int?) {
      guard let network = group.trial.architecture.of(ConvolutionalNetwork.self) else {
        preconditionFailure("figure 4 is about convolutional networks")
      }
      padding = network.padding
      features = network.layerFeatures
      keepsLengths = group.trial.initialization.keepsLengths
      comparison = group.comparison(
        "\(group.trial.initialization.name), \(network.padding.rawValue)", layer: layer)
    }
  }

  /// - Parameter sets: The points of each setting, which belong to the same networks.
  private static func claims(_ networks: String, _ sets: [[Point]]) -> [TestedClaim] {
    func those(_ padding: Padding, keeping: Bool?) -> [[LengthComparison]] {
      sets.filter { set in
        set.allSatisfy { $0.padding == padding && (keeping ?? $0.keepsLengths) == $0.keepsLengths }
      }.map { $0.map(\.comparison) }
    }
    return [
      LengthClaims.agree(
        "\(networks), under circular padding, Var[w] = 2 / fan-in keeps the mean length at 1",
        those(.circular, keeping: true)),
      LengthClaims.agree(
        "\(networks), under circular padding, other variances change it at theory's rate",
        those(.circular, keeping: false)),
      LengthClaims.agree(
        "\(networks), under zero padding, the border's loss is as predicted", those(.zero, keeping: nil)),
    ]
  }
}

extension LengthGroup {
  /// What lies beyond the border of a convolutional network's images; nil for others.
  fileprivate var padding: Padding? { trial.architecture.of(ConvolutionalNetwork.self)?.padding }
}
