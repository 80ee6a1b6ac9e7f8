import Lab

extension Measured {
  /// The places of the labels that tell lines apart: the chart's, or all but the one from left to right.
  package func linePlaces(x: String?) -> [Int] {
    if let name = experiment.chart?.lines, let place = headings.firstIndex(of: name) { return [place] }
    return headings.indices.filter { headings[$0] != x }
  }

  package func lineTitle(_ places: [Int]) -> String {
    places.map { headings[$0] }.joined(separator: ", ")
  }
}

extension Measured where Group: SettingGroup {
  /// The name of the axis from left to right: the chart's, or the first whose points are all numbers.
  package var xName: String? {
    let ofNumbers = headings.indices.first { place in
      groups.allSatisfy { $0.points[place].number != nil }
    }
    return experiment.chart?.x ?? ofNumbers.map { headings[$0] }
  }

  /// What tells a group's line from the others.
  package func line(_ group: Group, x: String?) -> ChartLine {
    ChartLine(linePlaces(x: x).map { group.labels[$0] }.joined(separator: ", "), of: group.trial)
  }

  /// The picture of a point a group over the axis from left to right, on an even scale; none where no axis is of numbers.
  ///
  /// - Parameter point: Given a group, its line and its place from left to right; nil where there is nothing to show.
  package func chartsOverAxis(
    yTitle: String, theory: String, _ point: (Group, _ line: ChartLine, _ x: Double) -> TheoryChart.Point?
  ) -> [Chart] {
    guard let x = xName, let place = headings.firstIndex(of: x) else { return [] }
    let points = groups.compactMap { group in
      group.points[place].number.flatMap { point(group, line(group, x: x), $0) }
    }
    let chart = TheoryChart(
      xTitle: x, yTitle: yTitle, lineTitle: lineTitle(linePlaces(x: x)), theory: theory, isLogarithmic: false)
    return [chart.chart(experiment.name, title, points)]
  }
}

extension Measured<StartGroup> {
  /// The pictures that the experiment asks for: a heat map, or lines over its first axis of numbers.
  package func charts(_ file: String) -> [Chart] {
    if let (x, y) = heatMapAxes {
      let others = headings.indices.filter { $0 != x && $0 != y }
      return groups.parted(by: others).compactMap { setting, those in
        HeatMap(xTitle: headings[x], yTitle: headings[y], x: x, y: y).chart(
          ([file] + setting).joined(separator: "-"), ([title] + setting).joined(separator: ", "), those)
      }
    }
    guard let name = xName, let place = headings.firstIndex(of: name) else { return [] }
    return [startChart(xTitle: name, x: \.points[place].number).chart(file, title, groups)]
  }

  /// The picture over any number of a group.
  package func startChart(xTitle: String, x: @escaping (StartGroup) -> Double?) -> StartChart {
    let places = linePlaces(x: experiment.chart?.x ?? xTitle)
    return StartChart(
      x: x, xTitle: xTitle,
      line: { group in
        let name = places.map { group.labels[$0] }.joined(separator: ", ")
        return ChartLine(places.isEmpty ? "all runs" : name, of: group.trial)
      },
      lineTitle: lineTitle(places))
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
  /// The picture that the experiment asks for: the mean length over its first axis of numbers, or over layers.
  package func charts(_ file: String, _ title: String? = nil) -> [Chart] {
    let byLayer = experiment.layers != nil
    let name = byLayer ? "layer" : xName
    guard let name else { return [] }
    let place = headings.firstIndex(of: name)
    // An axis may have the name of what a run measures over and tells lines apart all the same.
    let own = byLayer ? nil : name
    let points = groups.flatMap { group in
      (experiment.layers ?? [group.outcome.layers.count]).map { layer -> TheoryChart.Point in
        let comparison = group.comparison(layer: layer)
        return TheoryChart.Point(
          line: line(group, x: own),
          x: byLayer ? Double(layer) : place.flatMap { group.points[$0].number } ?? 0, mean: comparison.mean,
          error: comparison.standardError ?? .nan, networks: comparison.networks,
          expected: comparison.expectedMean ?? group.prediction.wideMeans?[layer - 1],
          bound: group.prediction.upperBounds?[layer - 1])
      }
    }
    let isResidual = groups.contains { $0.prediction.wideMeans != nil }
    let chart = TheoryChart(
      xTitle: byLayer ? (isResidual ? "modules" : "depth") : name, yTitle: "mean length M / M₀",
      lineTitle: lineTitle(linePlaces(x: own)),
      theory: isResidual ? "theory, great width" : "theory", bound: isResidual ? "proven bound" : nil)
    return [chart.chart(file, title ?? self.title, points)]
  }
}
