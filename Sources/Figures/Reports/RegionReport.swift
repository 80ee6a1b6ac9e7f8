import Lab
import Statistics

/// Numbers of activation regions beside those of units in general position (paper B).
package enum RegionReport {
  /// The table, the pictures, and what is claimed of the settings.
  package static func report(
    _ measured: Measured<RegionGroup>, claims: ([RegionGroup]) -> [TestedClaim]
  ) -> FigureReport {
    let name = measured.experiment.name
    let table = RegionTable(measured.headings, measured.groups)
    return FigureReport(
      name, measured, table: table.table(measured.title), data: table.csv, charts: measured.charts(name),
      claims: claims(measured.groups))
  }
}

extension Measured<RegionGroup> {
  /// The regions as a share of N² (of N on lines): over epochs and over training accuracy where there are
  /// several moments, else over an axis; of the first half epoch a close-up where there is enough to see.
  /// The paper has all three.
  fileprivate func charts(_ file: String) -> [Chart] {
    guard groups.contains(where: { $0.moments.count > 1 }) else {
      guard let name = xName, let place = headings.firstIndex(of: name) else { return [] }
      let axes = axes(x: name)
      return [
        drawn(file, title, axes) {
          chart(axes, name).chart(file, title, points(axes) { group, _ in self.place(group, on: place) })
        }
      ]
    }
    // An axis may be called epoch, and tells lines apart all the same.
    let axes = axes(x: nil)
    if let refusal = axes.refusal { return [Chart(refused: file, title: title, refusal)] }
    let overTime = points(axes) { .number($1.epoch) }
    var charts = [chart(axes, "epoch").chart(file, title, overTime)]
    let start = overTime.filter { ($0.x.number ?? 1) <= 0.5 }
    if Set(start.map(\.x)).count > 3 {
      let closeUp = chart(axes, "epoch").chart(
        "\(file)-start", "\(title), the first half epoch", start)
      charts.insert(closeUp, at: 0)
    }
    let learnt = points(axes) { MeanEstimate($1.trainingAccuracies).map { .number($0.mean) } }
    if !learnt.isEmpty {
      let chart = chart(axes, "training accuracy", isEven: true)
      charts.append(chart.chart("\(file)-accuracy", "\(title), against accuracy", learnt))
    }
    return charts
  }

  /// - Parameter x: Where a moment of a group stands; nil where it has no place.
  private func points(
    _ axes: ChartAxes, _ x: (RegionGroup, RegionGroup.Moment) -> ChartPlace?
  ) -> [TheoryChart.Point] {
    groups.flatMap { group in
      group.moments.compactMap { moment -> TheoryChart.Point? in
        let unit =
          group.trial.slicesAreLines ? Double(group.units) : Double(group.units) * Double(group.units)
        guard let x = x(group, moment), let mean = MeanEstimate(moment.regions.map { $0 / unit }) else {
          return nil
        }
        return TheoryChart.Point(
          line: line(group, axes), x: x, mean: mean.mean, error: mean.standardError ?? 0,
          networks: mean.count, expected: group.expected / unit)
      }
    }
  }

  private func chart(_ axes: ChartAxes, _ xTitle: String, isEven: Bool = false) -> TheoryChart {
    let areLines = groups.contains(where: \.trial.slicesAreLines)
    return TheoryChart(
      xTitle: xTitle, yTitle: areLines ? "regions / N" : "regions / N²",
      lineTitle: axes.title, theory: areLines ? "N regions" : "N²/2 regions",
      isLogarithmic: experiment.chart?.isLogarithmic, isEven: isEven)
  }
}
