import Foundation
import Lab
import Statistics

extension TextPlot {
  /// The median epochs to start against the axis that the chart has from left to right, a line for each combination of
  /// the others; nil where there is no such axis.
  package init?(_ measured: Measured<StartGroup>) {
    guard let x = measured.barAxis else { return nil }
    self.init(
      "Median epochs to start against \(measured.headings[x])",
      measured.groups.map { group in
        let median = KaplanMeier(group.observations)?.median
        return (group.labels[x], group.labels.without(x), median.map(Cell.bar) ?? .cross)
      }, crossMeaning: "fewer than half started")
  }

  /// The logarithms of mean lengths against the axis that the chart has from left to right or, where the experiment names
  /// layers, against these; nil where there is no such axis.
  package init?(_ measured: Measured<LengthGroup>) {
    let crossMeaning = "zero or beyond the range of numbers"
    if let layers = measured.experiment.layers {
      let points = measured.groups.flatMap { group in
        layers.map { layer in
          ("\(layer)", group.labels, Cell(logarithm: group.outcome.layers[layer - 1].mean))
        }
      }
      self.init("ln of the mean length against layer", points, crossMeaning: crossMeaning)
    } else {
      guard let x = measured.barAxis else { return nil }
      self.init(
        "ln of the last layer's mean length against \(measured.headings[x])",
        measured.groups.map { group in
          let last = group.outcome.layers.last
          return (group.labels[x], group.labels.without(x), last.map { Cell(logarithm: $0.mean) } ?? .empty)
        }, crossMeaning: crossMeaning)
    }
  }

  /// A plot of points, each of a column, the labels of its series and a cell; nil where they make no two columns.
  private init?(
    _ title: String, _ points: [(column: String, labels: [String], cell: Cell)], crossMeaning: String
  ) {
    let columns = distinct(points.map(\.column))
    guard columns.count > 1, let first = points.first else { return nil }
    let telling = first.labels.indices.filter { place in
      points.contains { $0.labels[place] != first.labels[place] }
    }
    let own = Dictionary(grouping: points, by: \.labels)
    let series = distinct(points.map(\.labels)).map { labels in
      Series(
        telling.map { labels[$0] }.joined(separator: ", "),
        columns.map { column in own[labels]?.first { $0.column == column }?.cell ?? .empty })
    }
    self.init(title, columns: columns, series: series, crossMeaning: crossMeaning)
  }
}

extension TextPlot.Cell {
  /// A bar for a number's logarithm; a cross where that is no number.
  fileprivate init(logarithm number: Double) {
    let logarithm = log(number)
    self = logarithm.isFinite ? .bar(logarithm) : .cross
  }
}

extension Measured {
  /// The place of the axis from left to right: the first of several points among the chart's, depth and those of numbers.
  fileprivate var barAxis: Int? {
    let axes = experiment.axes
    let ofNumbers = axes.filter { $0.points.allSatisfy { $0.number != nil } }.map(\.name)
    let names = [experiment.chart?.x, "depth"].compactMap(\.self) + ofNumbers
    return names.lazy.compactMap { name in
      axes.firstIndex { $0.name == name && $0.points.count > 1 }
    }.first
  }
}

extension [String] {
  /// The other labels.
  fileprivate func without(_ place: Int) -> [String] {
    enumerated().filter { $0.offset != place }.map(\.element)
  }
}
