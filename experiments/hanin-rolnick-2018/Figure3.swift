import Figures

/// Figure 3: when fully connected networks of five arrangements of widths start to learn, against depth and
/// against Σ 1/n.
enum Figure3 {
  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let byInverseWidths = measured.groups.enumerated().sorted {
      ($0.element.inverseWidths ?? 0, $0.offset) < ($1.element.inverseWidths ?? 0, $1.offset)
    }.map(\.element)
    return FigureReport(
      "fig3", measured,
      tables: [
        table("fig3a", "\(measured.title), by depth", measured),
        table("fig3b", "\(measured.title), by Σ 1/n", measured.with(byInverseWidths)),
      ],
      charts: [
        measured.startChart("fig3a", "\(measured.title), by depth", xTitle: "depth") {
          measured.place($0, on: 1)
        },
        measured.startChart("fig3b", "\(measured.title), by Σ 1/n", xTitle: "Σ 1/n", isEven: true) { group in
          group.inverseWidths.map { .number($0) }
        },
      ], plot: TextPlot(measured))
  }

  /// The table of times to start with a column more.
  private static func table(
    _ name: String, _ title: String, _ measured: Measured<StartGroup>
  ) -> FigureReport.DataTable {
    let table = StartTable(
      measured.headings, measured.groups,
      with: [.number("Σ 1/n", "Σ 1/n", decimals: 3, \.inverseWidths)])
    return FigureReport.DataTable(file: name, table: table.table(title), data: table.csv)
  }
}
