import Foundation
import Lab
import Statistics

/// Distances from the nearest boundary beside 1 / N (Hanin & Rolnick 2019, "Complexity of Linear Regions in Deep Networks").
package enum DistanceReport {
  /// Between these over N the paper's picture has the mean distances of most networks.
  package static let bounds = 0.4...1.5

  /// A row of the table: what was found of one sort of points at a moment.
  private struct Row {
    let group: DistanceGroup
    let moment: DistanceGroup.Moment
    let source: DistanceTrial.Source
    let scaled: MeanEstimate

    func accuracy(_ value: KeyPath<DistanceTrial.Outcome.Moment, Double>) -> Double? {
      MeanEstimate(moment.found.map { $0[keyPath: value] })?.mean
    }
  }

  /// The table, the pictures, and what is claimed of the settings.
  package static func report(
    _ measured: Measured<DistanceGroup>, claims: ([DistanceGroup]) -> [TestedClaim]
  ) -> FigureReport {
    let rows = measured.groups.flatMap { group in
      group.moments.flatMap { moment in
        DistanceTrial.Source.allCases.compactMap { source in
          MeanEstimate(moment.distances(of: source, times: group.units)).map {
            Row(group: group, moment: moment, source: source, scaled: $0)
          }
        }
      }
    }
    let columns = columns(measured.headings)
    let notes = [
      "Distances are exact; the mean over a run's points counts once. The error is that of the mean over runs."
    ]
    return FigureReport(
      measured.experiment.name, measured, table: columns.table(measured.title, rows, notes: notes),
      data: columns.csv(rows), charts: measured.charts(measured.experiment.name),
      claims: claims(measured.groups))
  }

  private static func columns(_ headings: [String]) -> [Column<Row>] {
    func accuracy(
      _ heading: String, _ field: String, _ value: KeyPath<DistanceTrial.Outcome.Moment, Double>
    ) -> Column<Row> {
      .number(heading, field, { $0.accuracy(value) }) { decimals($0.accuracy(value).map { 100 * $0 }, 1) }
    }
    return Column.settings(headings, \.group.points) + [
      .count("units N", "units", \.group.units), .number("epoch", "epoch", \.moment.epoch),
      .words("points", "points", \.source.rawValue), .count("runs", "runs", \.scaled.count),
      .number("distance", "mean_distance") { $0.scaled.mean / Double($0.group.units) },
      .number("· N", "scaled_distance", decimals: 3, \.scaled.mean),
      .number("± s.e.", "standard_error", decimals: 3, \.scaled.standardError),
      accuracy("training %", "training_accuracy", \.trainingAccuracy),
      accuracy("test %", "test_accuracy", \.testAccuracy),
    ]
  }
}

extension Measured<DistanceGroup> {
  /// A point of a picture: what was found of some points at a moment of a setting.
  private typealias Place = (group: DistanceGroup, moment: DistanceGroup.Moment, source: DistanceTrial.Source)

  /// The distance times N over epochs and over test accuracy where there are several moments; the distance over N, at the first
  /// moment and at the last; the logarithms at the moments that the paper shows. Each has a panel for each sort of points.
  fileprivate func charts(_ file: String) -> [Chart] {
    let axes = axes(x: nil)
    if let refusal = axes.refusal { return [Chart(refused: file, title: title, refusal)] }
    let last = groups.compactMap { $0.moments.last?.epoch }.max() ?? 0
    var charts = (last > 0 ? [0, last] : [0]).map { epoch in
      overUnits("\(file)-\(plain(epoch))", "\(title), epoch \(plain(epoch))", axes, at: epoch)
    }
    if last > 0 {
      charts.append(scaled(file, "epoch", axes) { .number($0.moment.epoch) })
      charts.append(
        scaled("\(file)-accuracy", "test accuracy", axes) { place in
          MeanEstimate(place.moment.found.map(\.testAccuracy)).map { .number($0.mean) }
        })
    }
    return charts + histograms("\(file)-logarithms", at: [0, 1, last])
  }

  private func places(at epochs: Set<Double>? = nil) -> [Place] {
    groups.flatMap { group in
      group.moments.filter { epochs?.contains($0.epoch) ?? true }.flatMap { moment in
        DistanceTrial.Source.allCases.map { (group, moment, $0) }
      }
    }
  }

  /// The line of a setting in the panel of its points.
  private func line(_ place: Place, _ axes: ChartAxes) -> ChartLine {
    let panel = [axes.panel(place.group.labels), "\(place.source.rawValue) points"].compactMap(\.self)
    return ChartLine(axes.name(place.group.labels), in: panel.joined(separator: ", "), of: place.group.trial)
  }

  private func scaled(
    _ file: String, _ xTitle: String, _ axes: ChartAxes, _ x: (Place) -> ChartPlace?
  ) -> Chart {
    let bounds = DistanceReport.bounds
    let points = places().compactMap { place in
      x(place).flatMap { point(place, line(place, axes), $0, times: place.group.units, bounds) }
    }
    return chart(xTitle, "distance · N", axes.title, isLogarithmic: false)
      .chart(file, "\(title), against \(xTitle)", points)
  }

  /// Networks of one depth make a line.
  private func overUnits(_ file: String, _ title: String, _ axes: ChartAxes, at epoch: Double) -> Chart {
    let points = places(at: [epoch]).compactMap { place -> TheoryChart.Point? in
      let trial = place.group.trial
      let units = Double(place.group.units)
      let bounds = DistanceReport.bounds.lowerBound / units...DistanceReport.bounds.upperBound / units
      let name = (try? trial.architecture.depth()).map { "\($0)" } ?? axes.title
      let panel = line(place, axes).panel
      return point(place, ChartLine(name, in: panel, of: trial), .number(units), times: 1, bounds)
    }
    return chart("units N", "distance", "depth", isLogarithmic: true).chart(file, title, points)
  }

  /// The mean of a place, and what bounds it in the paper's picture.
  private func point(
    _ place: Place, _ line: ChartLine, _ x: ChartPlace, times units: Int, _ bounds: ClosedRange<Double>
  ) -> TheoryChart.Point? {
    MeanEstimate(place.moment.distances(of: place.source, times: units)).map { mean in
      TheoryChart.Point(
        line: line, x: x, mean: mean.mean, error: mean.standardError ?? 0, networks: mean.count,
        expected: bounds.lowerBound, bound: bounds.upperBound)
    }
  }

  private func chart(
    _ xTitle: String, _ yTitle: String, _ lineTitle: String, isLogarithmic: Bool
  ) -> TheoryChart {
    TheoryChart(
      xTitle: xTitle, yTitle: yTitle, lineTitle: lineTitle,
      theory: "\(plain(DistanceReport.bounds.lowerBound)) / N",
      bound: "\(plain(DistanceReport.bounds.upperBound)) / N", isLogarithmic: isLogarithmic, isEven: true)
  }

  /// Bins of a smaller density are not drawn.
  private static var leastDensity: Double { 0.002 }

  /// The share of test points in each bin of ln (distance), a panel a setting and a line a moment.
  private func histograms(_ file: String, at epochs: [Double]) -> [Chart] {
    guard groups.count <= ChartAxes.mostPanels else { return [] }
    let points = places(at: Set(epochs)).filter { $0.source == .test }.flatMap { place in
      place.moment.bars(of: place.source).filter { $0.density >= Self.leastDensity }.map { bar in
        TheoryChart.Point(
          line: ChartLine(
            "epoch \(plain(place.moment.epoch))", in: place.group.labels.joined(separator: ", "),
            of: place.group.trial), x: .number(bar.middle), mean: bar.density, error: 0, networks: 1,
          expected: bar.density)
      }
    }
    let chart = TheoryChart(
      xTitle: "ln distance", yTitle: "density", lineTitle: "moment", theory: "the points joined",
      isLogarithmic: false, isEven: true)
    return points.isEmpty ? [] : [chart.chart(file, "\(title): logarithms, test points", points)]
  }
}

/// A number without digits that say nothing.
private func plain(_ number: Double) -> String { String(format: "%g", number) }

extension DistanceGroup.Moment {
  /// The density of all runs' logarithms in each bin.
  fileprivate func bars(of source: DistanceTrial.Source) -> [(middle: Double, density: Double)] {
    var all = LogHistogram()
    for moment in found { all.add(moment[source].logarithms) }
    let total = Double(all.counts.reduce(0, +)) * LogHistogram.binWidth
    return all.counts.enumerated().map { place, count in
      ((Double(all.first + place) + 0.5) * LogHistogram.binWidth, Double(count) / total)
    }
  }
}
