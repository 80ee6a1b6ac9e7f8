import Forms
import Lab
import Training

/// The picture of test accuracy over epochs: a line for the median over each setting's runs, in a band of all of them, or of the
/// middle four fifths where there are ten and more.
package struct LearningChart {
  /// What the lines are.
  let lineTitle: String

  /// The picture of groups, each on its line; nil where runs have no two epochs.
  package func chart(_ file: String, _ title: String, _ groups: [(line: ChartLine, group: StartGroup)])
    -> Chart?
  {
    let rows = groups.flatMap { line, group in
      Self.epochs(group).map { epoch, accuracies in Self.row(line, epoch, accuracies) }
    }
    guard Set(rows.compactMap { $0["x"] }).count > 1 else { return nil }
    let lines = ChartLines(title: lineTitle, lines: groups.map(\.line))
    let hasDiverged = groups.contains { $0.group.summary.diverged > 0 }
    let ends = groups.compactMap { Self.epochs($0.group).last.map { median(sorted: $0.accuracies) } }
    let finding = ends.min().flatMap { least in
      ends.max().map { "; at the end medians from \(decimals(100 * least, 1)) to \(decimals(100 * $0, 1)) %" }
    }
    return Chart(
      file: file, title: title,
      subtitle: "line: median over runs, band: all of them, from ten on the middle four fifths"
        + (hasDiverged ? "; a diverged run counts as 0" : "") + (finding ?? ""),
      rows: rows, layers: layers(lines), choosing: lines.parameter, panels: lines.panels)
  }

  /// The accuracies of all runs, in order, at the end of each epoch that all came to that did not diverge.
  private static func epochs(_ group: StartGroup) -> [(epoch: Int, accuracies: [Double])] {
    let whole = group.outcomes.filter { if case .diverged = $0.start { false } else { true } }
    let last = whole.map(\.epochs.count).min() ?? 0
    return (0..<last).map { place in
      let accuracies = group.outcomes.map { place < $0.epochs.count ? $0.epochs[place].testAccuracy : 0 }
      return (whole[0].epochs[place].epoch, accuracies.sorted())
    }
  }

  private static func row(_ line: ChartLine, _ epoch: Int, _ sorted: [Double]) -> VegaLite.Row {
    let left = sorted.count / 10
    let own: VegaLite.Row = [
      "part": .text("curve"), "x": .integer(epoch), "y": .number(100 * median(sorted: sorted)),
      "low": .number(100 * sorted[left]), "high": .number(100 * sorted[sorted.count - 1 - left]),
      "runs": .integer(sorted.count),
    ]
    return line.row.merging(own) { $1 }
  }

  private func layers(_ lines: ChartLines) -> [VegaLite.Layer] {
    func marks(_ field: String, _ opacity: Double) -> VegaLite.Encoding {
      var x = VegaLite.Channel.number("x", "epoch")
      x.scale = VegaLite.Scale(zero: false, nice: false)
      return VegaLite.Encoding(
        x: x, y: .number(field, "test accuracy, %"), color: lines.color, opacity: lines.opacity(opacity))
    }
    var band = marks("low", 0.2)
    band.y2 = VegaLite.Channel(field: "high")
    var points = marks("y", 1)
    points.shape = lines.shape
    points.tooltip = [
      .name("line", lineTitle), .number("x", "epoch"), .number("y", "median, %", format: ".1f"),
      .number("low", "from, %", format: ".1f"), .number("high", "to, %", format: ".1f"), .number("runs"),
    ]
    return [
      VegaLite.Layer("curve", VegaLite.Mark(type: .area), band),
      VegaLite.Layer("curve", VegaLite.Mark(type: .line, strokeWidth: 2), marks("y", 1)),
      VegaLite.Layer("curve", VegaLite.Mark(type: .point, filled: true, size: 35), points),
    ]
  }
}

extension Measured<StartGroup> {
  /// The learning curves of runs that go on to the end, whether they started or not; none of others.
  package func learningCharts(_ file: String) -> [Chart] {
    guard groups.allSatisfy({ $0.trial.criterion.accuracy >= 1 }) else { return [] }
    let (file, title, axes) = ("\(file)-curves", "\(title): learning curves", axes(x: nil))
    if let refusal = axes.refusal { return [Chart(refused: file, title: title, refusal)] }
    let lines = groups.map { (line: line($0, axes), group: $0) }
    return [LearningChart(lineTitle: axes.title).chart(file, title, lines)].compactMap(\.self)
  }
}
