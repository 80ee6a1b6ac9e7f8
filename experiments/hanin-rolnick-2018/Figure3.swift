import Figures

/// Figure 3: when fully connected networks of five arrangements of widths start to learn, against depth and
/// against Σ 1/n.
enum Figure3 {
  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    let byInverseWidths = measured.groups.enumerated().sorted {
      ($0.element.inverseWidths ?? 0, $0.offset) < ($1.element.inverseWidths ?? 0, $1.offset)
    }.map(\.element)
    let claim = StartClaims.later(
      "Over all arrangements and depths, the larger Σ 1/n, the later the network starts", measured.groups
    ) { $0.inverseWidths ?? 0 }
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
      ], claims: claimsByDepth(measured) + [claim], plot: TextPlot(measured))
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

  /// The claims about arrangements at equal depth, from the depths at which runs of all of them are known.
  ///
  /// At finite width the first four types cannot be exactly alike, since Π (1 + 5/n) is not a function of Σ
  /// 1/n alone.
  static func claimsByDepth(_ measured: Measured<StartGroup>) -> [TestedClaim] {
    let arrangements = measured.experiment.axes[0].points.map(\.label)
    let strata = distinct(measured.groups.map(\.labels[1])).map { depth in
      measured.groups.filter { $0.labels[1] == depth }
    }.filter { $0.map(\.labels[0]) == arrangements }
    let wide = strata.compactMap { stratum in
      stratum.last.map { ($0, Array(stratum.dropLast())) }
    }
    return [
      StartClaims.alike(
        "At equal depth types (i) to (iv) start alike", strata: strata.map { Array($0.dropLast()) }),
      StartClaims.sooner("At equal depth type (v) starts sooner than the others", strata: wide),
    ]
      + wide.map { stratum in
        StartClaims.sooner(
          "At depth \(stratum.0.labels[1]) type (v) starts sooner than the others", strata: [stratum])
      }
  }
}
