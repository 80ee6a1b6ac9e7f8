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
      guard let name = xName, let place = headings.firstIndex(of: name) else {
        return []
      }
      let points = points(over: name) { group, _ in group.points[place].number }
      return [chart(over: name).chart(file, title, points)]
    }
    // An axis may be called epoch, and tells lines apart all the same.
    let overTime = points(over: nil) { $1.epoch }
    var charts = [chart(over: nil, titled: "epoch").chart(file, title, overTime)]
    let start = overTime.filter { $0.x <= 0.5 }
    if Set(start.map(\.x)).count > 3 {
      let closeUp = chart(over: nil, titled: "epoch").chart(
        "\(file)-start", "\(title), the first half epoch", start)
      charts.insert(closeUp, at: 0)
    }
    let learnt = points(over: nil) { MeanEstimate($1.trainingAccuracies)?.mean }
    if !learnt.isEmpty {
      let chart = chart(over: nil, titled: "training accuracy")
      charts.append(chart.chart("\(file)-accuracy", "\(title), against accuracy", learnt))
    }
    return charts
  }

  /// - Parameters:
  ///   - name: The axis from left to right, which tells no lines apart; nil where none stands there.
  ///   - x: Where a moment of a group stands; nil where it has no place.
  private func points(
    over name: String?, _ x: (RegionGroup, RegionGroup.Moment) -> Double?
  ) -> [TheoryChart.Point] {
    groups.flatMap { group in
      group.moments.compactMap { moment -> TheoryChart.Point? in
        let unit =
          group.trial.slicesAreLines ? Double(group.units) : Double(group.units) * Double(group.units)
        guard let x = x(group, moment), let mean = MeanEstimate(moment.regions.map { $0 / unit }) else {
          return nil
        }
        return TheoryChart.Point(
          line: line(group, x: name), x: x, mean: mean.mean, error: mean.standardError ?? 0,
          networks: mean.count, expected: group.expected / unit)
      }
    }
  }

  private func chart(over name: String?, titled title: String? = nil) -> TheoryChart {
    let areLines = groups.contains(where: \.trial.slicesAreLines)
    return TheoryChart(
      xTitle: title ?? name ?? "", yTitle: areLines ? "regions / N" : "regions / N²",
      lineTitle: lineTitle(linePlaces(x: name)), theory: areLines ? "N regions" : "N²/2 regions",
      isLogarithmic: experiment.chart?.isLogarithmic ?? false)
  }
}
