import Lab
import Wording

extension Measured where Group: SettingGroup {
  /// The name of the axis from left to right: the chart's, or the first of several points that are all numbers, or else the first of
  /// several.
  package var xName: String? {
    let varied = headings.indices.filter { place in Set(groups.map { $0.labels[place] }).count > 1 }
    let places = varied.isEmpty ? Array(headings.indices) : varied
    let ofNumbers = places.first { place in groups.allSatisfy { $0.points[place].number != nil } }
    return experiment.chart?.x ?? (ofNumbers ?? places.first).map { headings[$0] }
  }

  /// Where the axes stand that have no other place in a picture.
  ///
  /// - Parameter x: The axis from left to right; nil where none stands there.
  package func axes(x: String?) -> ChartAxes {
    ChartAxes(
      headings, groups.map(\.labels), without: Set([x].compactMap(\.self)), lines: experiment.chart?.lines)
  }

  /// What tells a group's line from the others.
  package func line(_ group: Group, _ axes: ChartAxes) -> ChartLine {
    ChartLine(axes.name(group.labels), in: axes.panel(group.labels), of: group.trial)
  }

  /// Where a group stands on an axis: at its number, or at its name where not all points are numbers.
  package func place(_ group: Group, on axis: Int) -> ChartPlace {
    let areNumbers = groups.allSatisfy { $0.points[axis].number != nil }
    let point = group.points[axis]
    return (areNumbers ? point.number : nil).map { .number($0) } ?? .name(point.label)
  }

  /// A picture of settings whose axes have these places, or why it cannot be read.
  package func drawn(_ file: String, _ title: String, _ axes: ChartAxes, _ chart: () -> Chart) -> Chart {
    axes.refusal.map { Chart(refused: file, title: title, $0) } ?? chart()
  }

  /// The picture of a point a group over the axis from left to right, on an even scale upwards.
  ///
  /// - Parameter point: Given a group, its line and its place from left to right; nil where there is nothing to show.
  package func chartsOverAxis(
    yTitle: String, theory: String, _ point: (Group, _ line: ChartLine, _ x: ChartPlace) -> TheoryChart.Point?
  ) -> [Chart] {
    guard let x = xName, let place = headings.firstIndex(of: x) else { return [] }
    let axes = axes(x: x)
    let points = groups.compactMap { point($0, line($0, axes), self.place($0, on: place)) }
    return [
      drawn(experiment.name, title, axes) {
        TheoryChart(
          xTitle: x, yTitle: yTitle, lineTitle: axes.title, theory: theory, isLogarithmic: nil
        ).chart(experiment.name, title, points)
      }
    ]
  }
}

extension Measured<StartGroup> {
  /// What stands for the times to start of several runs.
  private var statistic: StartStatistic { experiment.chart?.statistic ?? .median }

  /// The pictures that the experiment asks for: heat maps, or lines over an axis.
  package func charts(_ file: String) -> [Chart] {
    if let (x, y) = heatMapAxes {
      let others = headings.indices.filter { $0 != x && $0 != y }
      let map = HeatMap(
        xTitle: headings[x], yTitle: headings[y], x: x, y: y, statistic: statistic, groups: groups)
      let parts = groups.parted(by: others)
      if parts.count > ChartAxes.mostPanels {
        let names = others.map { "'\(headings[$0].shown())'" }.joined(separator: " and ")
        let refusal =
          "\(names) would make \(parts.count) heat maps, and \(ChartAxes.mostPanels) can be read: "
          + "vary them in fewer points"
        return [Chart(refused: file, title: title, refusal)]
      }
      return parts.map { setting, those in
        map.chart(
          ([file] + setting).joined(separator: "-"), ([title] + setting).joined(separator: ", "), those)
      }
    }
    guard let name = xName, let place = headings.firstIndex(of: name) else { return [] }
    return [startChart(file, title, xTitle: name) { self.place($0, on: place) }]
  }

  /// The picture over an axis, or over any number of a group.
  ///
  /// - Parameter isEven: Whether numbers stand on an even scale even where they would lie in a heap.
  package func startChart(
    _ file: String, _ title: String, xTitle: String, isEven: Bool = false,
    x: @escaping (StartGroup) -> ChartPlace?
  ) -> Chart {
    let axes = axes(x: experiment.chart?.x ?? xTitle)
    return drawn(file, title, axes) {
      StartChart(
        x: x, xTitle: xTitle, line: { line($0, axes) }, lineTitle: axes.title, statistic: statistic,
        isEven: isEven, runs: experiment.seeds.count
      ).chart(file, title, groups)
    }
  }

  /// The places of the axes of a heat map: the chart's, or depth and width where nothing else is said.
  package var heatMapAxes: (x: Int, y: Int)? {
    let chart = experiment.chart
    guard chart == nil || chart?.y != nil, let x = headings.firstIndex(of: chart?.x ?? "depth"),
      let y = headings.firstIndex(of: chart?.y ?? "width")
    else { return nil }
    return (x, y)
  }
}

extension Measured<LengthGroup> {
  /// The picture that the experiment asks for: the mean length over an axis, or over layers.
  package func charts(_ file: String, _ title: String? = nil) -> [Chart] {
    let title = title ?? self.title
    let byLayer = experiment.layers != nil
    // An axis may have the name of what a run measures over and tells lines apart all the same.
    let own = byLayer ? nil : xName
    guard byLayer || own != nil else { return [] }
    let place = own.flatMap { headings.firstIndex(of: $0) }
    let axes = axes(x: own)
    let points = groups.flatMap { group in
      (experiment.layers ?? [group.outcome.layers.count]).map { layer in
        group.chartPoint(
          line(group, axes), place.map { self.place(group, on: $0) } ?? .number(Double(layer)), layer: layer)
      }
    }
    let xTitle = byLayer ? (groups.haveModules ? "modules" : "depth") : own ?? ""
    return [
      drawn(file, title, axes) {
        groups.theoryChart(xTitle: xTitle, lineTitle: axes.title).chart(file, title, points)
      }
    ]
  }
}
