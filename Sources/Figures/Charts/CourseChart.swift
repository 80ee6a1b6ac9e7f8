import Forms
import Lab
import Training

/// The picture of one run: its losses over epochs in one panel, its test accuracy beside the threshold of the start in another.
package enum CourseChart {
  /// The most epochs that are drawn; of longer runs as many, evenly chosen.
  static let mostEpochs = 500
  private static let (loss, accuracy) = ("loss", "test accuracy, %")

  /// The picture of a run's epochs; nil where none ended.
  ///
  /// - Parameter outcome: How the run ended, in a few words.
  package static func chart(
    _ file: String, _ title: String, of trial: StartTrial, _ records: [EpochRecord], outcome: String
  ) -> Chart? {
    guard let last = records.last else { return nil }
    let shown = evenly(records.count, most: mostEpochs).map { records[$0] }
    let training = ChartLine("training", in: loss, of: trial)
    let test = [loss, accuracy].map { ChartLine("test", in: $0, of: trial) }
    let lines = ChartLines(title: "images", lines: [training] + test)
    let rows = shown.flatMap { record in
      [
        row(training, record, record.trainingLoss), row(test[0], record, record.testLoss),
        row(test[1], record, 100 * record.testAccuracy),
      ]
    }
    let threshold: VegaLite.Row = [
      "part": .text("threshold"), "panel": .text(accuracy), "y": .number(100 * trial.criterion.accuracy),
    ]
    let thinning = shown.count < records.count ? "\(shown.count) of \(records.count) epochs; " : ""
    return Chart(
      file: file, title: title,
      subtitle: "\(thinning)dashed: the start's threshold; \(outcome); at epoch \(last.epoch) test loss "
        + "\(short(last.testLoss)), test accuracy \(decimals(100 * last.testAccuracy, 1)) %",
      rows: rows + [threshold], layers: layers(lines, shown), choosing: lines.parameter, panels: lines.panels,
      panelsShareY: false)
  }

  private static func row(_ line: ChartLine, _ record: EpochRecord, _ y: Double) -> VegaLite.Row {
    line.row.merging(["part": .text("curve"), "x": .integer(record.epoch), "y": .number(y)]) { $1 }
  }

  private static func layers(_ lines: ChartLines, _ records: [EpochRecord]) -> [VegaLite.Layer] {
    let epochs = records.map { (line: "", x: ChartPlace.number(Double($0.epoch))) }
    // The panels' headings say what stands upwards.
    var y = VegaLite.Channel.number("y", "")
    y.scale = VegaLite.Scale(zero: false)
    let marks = VegaLite.Encoding(
      x: ChartPlaces(epochs, isEven: true).channel("x", "epoch"), y: y, color: lines.color,
      opacity: lines.opacity(1))
    var points = marks
    points.shape = lines.shape
    points.tooltip = [
      .name("line", lines.title), .number("x", "epoch"), .name("panel", "number"),
      .number("y", "value", format: ".4~g"),
    ]
    let dashed = VegaLite.Mark(type: .rule, strokeWidth: 1, strokeDash: [2, 3], color: "#777777")
    return [
      VegaLite.Layer("curve", VegaLite.Mark(type: .line, strokeWidth: 2), marks),
      VegaLite.Layer(
        "curve", VegaLite.Mark(type: .point, filled: true, size: records.count > 50 ? 12 : 35), points),
      VegaLite.Layer("threshold", dashed, VegaLite.Encoding(y: y)),
    ]
  }
}
