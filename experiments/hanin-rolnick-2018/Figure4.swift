import Autodiff
import Figures
import Network

/// Figure 4: the mean length of convolutional networks of 3 × 3 filters on one colour image, under circular
/// padding and, beside it, zeros.
enum Figure4 {
  static func report(_ measured: Measured<LengthGroup>) -> FigureReport {
    let name = measured.experiment.name
    let table = LengthTable(
      measured.groups.flatMap { group in
        let layers = measured.experiment.layers.map { $0.map(Optional.some) } ?? [nil]
        return layers.map { group.comparison(group.setting, layer: $0) }
      })
    return FigureReport(
      name, measured, table: table.table(measured.title), data: table.csv,
      charts: distinct(measured.groups.map(\.padding)).flatMap { padding in
        let those = measured.groups.filter { $0.padding == padding }
        return measured.with(those).charts(
          "\(name)-\(padding.rawValue)", "\(measured.title), \(padding.rawValue) padding")
      }, plot: TextPlot(measured))
  }
}

extension LengthGroup {
  /// What lies beyond the border of the networks' images.
  fileprivate var padding: Padding {
    guard let network = trial.architecture.of(ConvolutionalNetwork.self) else {
      preconditionFailure("figure 4 is about convolutional networks")
    }
    return network.padding
  }

  fileprivate var setting: String { "\(trial.initialization.name), \(padding.rawValue)" }
}
