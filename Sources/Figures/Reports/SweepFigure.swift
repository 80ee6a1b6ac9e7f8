import Lab

/// Any experiment: its table and, where Σ 1/n varies, whether it goes with the time to start.
package enum SweepFigure {
  package static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let name = measured.experiment.name
    let table = StartTable(measured.headings, measured.groups)
    var tables = [FigureReport.DataTable(file: name, table: table.table(measured.title), data: table.csv)]
    if let (x, y) = measured.heatMapAxes {
      let grid = StartGridTable(measured.headings, measured.groups, x: x, y: y)
      tables[0].grids = grid.tables(measured.title)
    }
    return FigureReport(
      name, measured, tables: tables, charts: measured.charts(name) + measured.learningCharts(name),
      claims: inverseWidthClaims(measured.groups), plot: TextPlot(measured))
  }

  package static func report(_ measured: Measured<LengthGroup>) -> FigureReport {
    let sets = measured.comparisons
    let table = LengthTable(sets.flatMap(\.self))
    let name = measured.experiment.name
    return FigureReport(
      name, measured,
      table: table.table(measured.title), data: table.csv,
      charts: measured.charts(name),
      claims: [LengthClaims.agree("Mean lengths are theory's", sets)], plot: TextPlot(measured))
  }

  /// For each initialisation on fully connected networks of different Σ 1/n, whether that goes with the time
  /// to start.
  private static func inverseWidthClaims(_ groups: [StartGroup]) -> [TestedClaim] {
    let sums = groups.map(\.inverseWidths)
    guard Set(sums.compactMap(\.self)).count > 1, !sums.contains(nil) else { return [] }
    let names = distinct(groups.map(\.trial.initialization.name))
    return names.map { name in
      StartClaims.later(
        "\(name): the larger Σ 1/n, the later the network starts",
        groups.filter { $0.trial.initialization.name == name }
      ) { $0.inverseWidths ?? 0 }
    }
  }
}
