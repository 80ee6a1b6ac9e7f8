/// Figure 1(a): the mean length of networks as wide as they are deep.
enum Figure1a {
  static func report(_ measured: Measured<LengthGroup>) -> FigureReport {
    let points = measured.groups.map { $0.comparison($0.labels[0]) }
    let table = LengthTable(points)
    return FigureReport(
      "fig1a", measured, tables: [.init(file: "fig1a", table: table.table(measured.title), data: table.csv)],
      charts: measured.charts("fig1a"),
      claims: [LengthClaims.agree("Mean lengths are theory's for every initialisation and depth", points)]
        + distinct(points.map(\.setting)).map { setting in
          LengthClaims.rate(setting, points.filter { $0.setting == setting })
        })
  }
}
