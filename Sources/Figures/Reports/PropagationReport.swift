import Lab

/// What becomes of inputs and of gradients layer by layer, theory beside it.
package enum PropagationReport {
  private struct Row {
    let group: PropagationGroup
    let place: Int

    func comparison(_ quantity: PropagationGroup.Quantity) -> (
      mean: Double, error: Double, expected: Double?
    )? {
      group.comparison(quantity, at: place)
    }
  }

  /// The table, a picture of each of q, c and gradients over layers, and what is claimed of the settings.
  package static func report(
    _ measured: Measured<PropagationGroup>, claims: [TestedClaim] = [], charts: [Chart] = []
  ) -> FigureReport {
    let rows = measured.groups.flatMap { group in
      group.outcome.places.indices.map { Row(group: group, place: $0) }
    }
    let (columns, name) = (columns(measured.headings), measured.experiment.name)
    var table = FigureReport.DataTable(
      file: name, table: columns.table(measured.title, rows, notes: notes), data: columns.csv(rows))
    let shown = rows.filter { row in
      let last = row.group.outcome.places.count - 1
      return [0, 1, 2, last / 2, last].contains(row.place)
    }
    table.grids = [columns.table(measured.title, shown, notes: notes)]
    return FigureReport(
      name, measured, tables: [table],
      charts: charts + [
        chart(measured, .square, "squares", "q"), chart(measured, .correlation, "correlations", "c"),
        chart(measured, .gradient, "gradients", "squared gradient"),
      ], claims: claims)
  }

  private static let notes = [
    "Layer 0 is the input. q is the mean square of an input's numbers, c the correlation of two inputs, the gradient its mean squared",
    "norm, of a unit vector at the last hidden layer. Theory is the limit of great width.",
  ]

  private static func columns(_ headings: [String]) -> [Column<Row>] {
    func numbers(
      _ heading: String, _ field: String, _ quantity: PropagationGroup.Quantity
    ) -> [Column<Row>] {
      [
        .number(heading, field) { $0.comparison(quantity)?.mean },
        .kept("\(field)_error") { $0.comparison(quantity)?.error },
        .number("theory", "\(field)_theory") { $0.comparison(quantity)?.expected },
      ]
    }
    return Column.settings(headings, \.group.points)
      + [
        .count("layer", "layer", \.place),
        .count("nets", "networks") { $0.group.outcome.places[$0.place].square.count },
      ] + numbers("q", "square", .square) + numbers("c", "correlation", .correlation)
      + numbers("gradient", "gradient", .gradient)
      + numbers("its c", "gradient_correlation", .gradientCorrelation)
  }

  /// A quantity over layers, a line a setting.
  package static func chart(
    _ measured: Measured<PropagationGroup>, _ quantity: PropagationGroup.Quantity, _ name: String,
    _ title: String
  ) -> Chart {
    let axes = measured.axes(x: nil)
    let file = "\(measured.experiment.name)-\(name)"
    let points = measured.groups.flatMap { group in
      group.outcome.places.indices.filter { isDrawn($0, of: group) }.compactMap {
        place -> TheoryChart.Point? in
        guard let (mean, error, expected) = group.comparison(quantity, at: place) else { return nil }
        return TheoryChart.Point(
          line: measured.line(group, axes), x: .number(Double(place)), mean: mean, error: error,
          networks: group.outcome.places[place].square.count, expected: expected)
      }
    }
    return measured.drawn(file, measured.title, axes) {
      TheoryChart(
        xTitle: "layer", yTitle: title, lineTitle: axes.title, theory: "the limit of great width",
        isLogarithmic: quantity == .gradient ? true : nil, isEven: true
      ).chart(file, measured.title, points)
    }
  }

  /// Of many layers every second is drawn, which shows all that they do.
  private static func isDrawn(_ place: Int, of group: PropagationGroup) -> Bool {
    group.outcome.places.count <= 12 || place < 2 || place.isMultiple(of: 2)
  }
}
