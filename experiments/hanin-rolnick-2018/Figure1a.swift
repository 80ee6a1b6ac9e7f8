import Figures
import Network

/// Figure 1(a): the mean length of networks as wide as they are deep.
enum Figure1a {
  static func report(_ measured: Measured<LengthGroup>) -> FigureReport {
    let points = measured.groups.map { $0.comparison($0.labels[0]) }
    let table = LengthTable(points)
    return FigureReport(
      "fig1a", measured, table: table.table(measured.title), data: table.csv,
      charts: measured.charts("fig1a") + laws(measured),
      claims: [
        LengthClaims.agree(
          "Mean lengths are theory's for every initialisation and depth", points.map { [$0] })
      ]
        + distinct(points.map(\.setting)).map { setting in
          LengthClaims.rate(setting, points.filter { $0.setting == setting })
        }, plot: TextPlot(measured))
  }

  /// The law of the deepest He networks' lengths, which is what makes their mean hard to measure.
  private static func laws(_ measured: Measured<LengthGroup>) -> [Chart] {
    let he = measured.groups.filter {
      $0.trial.initialization == PopularInitialization.heNormal.initialization
    }
    guard let deepest = he.last else { return [] }
    let title = "Figure 1(a), ours: the law of ln M_d at depth \(deepest.labels[1]), He normal"
    return [LawChart.chart("fig1a-law", title, deepest)].compactMap(\.self)
  }
}
