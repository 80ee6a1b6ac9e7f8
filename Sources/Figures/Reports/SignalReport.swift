import Lab
import Training

/// The signals of any experiment: what layers do at the beginning and over the first steps.
package enum SignalReport {
  package static func report(_ measured: Measured<SignalGroup>) -> FigureReport {
    let name = measured.experiment.name
    let table = SignalTable(measured.headings, measured.groups)
    return FigureReport(
      name, measured, table: table.table(measured.title), data: table.csv, charts: measured.charts(name),
      claims: [])
  }
}

extension Measured<SignalGroup> {
  /// A picture for each signal: of one setting its moments as lines, of several these as lines, at the first moment and at the
  /// last.
  fileprivate func charts(_ file: String) -> [Chart] {
    if let only = groups.first, groups.count == 1 {
      return Signal.allCases.compactMap { signal in
        SignalChart.overSteps(
          signal, of: only, file: "\(file)-\(signal.rawValue)", title: "\(title): \(signal.rawValue)")
      }
    }
    let axes = axes(x: nil)
    if let refusal = axes.refusal { return [Chart(refused: file, title: title, refusal)] }
    let points = groups.flatMap { group in group.rows.map { (line: line(group, axes), row: $0) } }
    let steps = points.map(\.row.step)
    return Set([steps.min(), steps.max()].compactMap(\.self)).sorted().flatMap { step in
      Signal.allCases.compactMap { signal in
        SignalChart(signal, lineTitle: axes.title).chart(
          "\(file)-\(signal.rawValue)-\(step)", "\(title): \(signal.rawValue) after \(step) steps",
          points.filter { $0.row.step == step })
      }
    }
  }
}
