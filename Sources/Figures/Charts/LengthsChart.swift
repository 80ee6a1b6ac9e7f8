import Lab

/// The picture of mean lengths through the layers of networks: a line for each initialisation, theory's dashed beside it.
package enum LengthsChart {
  /// The picture of groups.
  package static func chart(_ file: String, _ title: String, _ groups: [LengthGroup]) -> Chart {
    let points = groups.flatMap { group in
      let line = ChartLine(group.trial.initialization.name, of: group.trial)
      return group.outcome.layers.indices.map { place in
        group.chartPoint(line, .number(Double(place + 1)), layer: place + 1)
      }
    }
    // Zero has no place on a scale of equal ratios.
    let silent = groups.filter { $0.outcome.layers.allSatisfy { $0.mean == 0 } }
    let names = silent.map(\.trial.initialization.name).joined(separator: ", ")
    return groups.theoryChart(xTitle: groups.haveModules ? "modules" : "layer", lineTitle: "initialisation")
      .chart(file, silent.isEmpty ? title : "\(title); 0 in all layers: \(names)", points)
  }
}

extension LengthGroup {
  /// A hidden layer's mean length as a point of a chart.
  func chartPoint(_ line: ChartLine, _ x: ChartPlace, layer: Int) -> TheoryChart.Point {
    let comparison = comparison(layer: layer)
    return TheoryChart.Point(
      line: line, x: x, mean: comparison.mean, error: comparison.standardError ?? .nan,
      networks: comparison.networks, expected: comparison.expectedMean ?? comparison.wideMean,
      bound: prediction.upperBounds?[layer - 1])
  }
}

extension [LengthGroup] {
  /// Whether some are of networks of modules.
  var haveModules: Bool { contains { $0.prediction.hasModules } }

  /// Whether theory knows the lengths of some in the limit of great width alone.
  private var areWide: Bool { contains { $0.prediction.means == nil && $0.prediction.wideMeans != nil } }

  /// A chart of their mean lengths.
  ///
  /// - Parameter xTitle: What stands from left to right.
  func theoryChart(xTitle: String, lineTitle: String) -> TheoryChart {
    TheoryChart(
      xTitle: xTitle, yTitle: "mean length M / M₀", lineTitle: lineTitle,
      theory: areWide ? "theory, great width" : "theory",
      bound: contains { $0.prediction.upperBounds != nil } ? "proven bound" : nil)
  }
}
