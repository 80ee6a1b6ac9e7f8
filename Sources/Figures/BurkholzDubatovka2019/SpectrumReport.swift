import Lab
import Network

/// The singular values of Jacobians over depth: all equal is dynamical isometry (paper D).
enum SpectrumReport {
  private static let names = ["largest", "upper quartile", "median", "lower quartile", "smallest"]

  static func report(_ measured: Measured<JacobianGroup>) -> FigureReport {
    let name = measured.experiment.name
    return FigureReport(
      name, measured, table: table(measured), data: csv(measured),
      charts: charts(measured), claims: claims(measured))
  }

  private static func table(_ measured: Measured<JacobianGroup>) -> Table {
    var table = Table(
      measured.title,
      columns: measured.headings.map { .words($0) } + [.numbers("nets")] + names.map { .numbers($0) })
    for group in measured.groups {
      table.append(
        group.labels + ["\(group.outcome.squares.count)"] + group.outcome.spectrum.map { short($0.mean) })
    }
    table.notes = [
      "Singular values over their root mean square, their means over nets: 1 throughout is dynamical isometry."
    ]
    return table
  }

  private static func csv(_ measured: Measured<JacobianGroup>) -> CSV {
    var csv = CSV(
      measured.headings + ["networks"] + JacobianTrial.Outcome.ranks.map { "singular_value_\($0)" })
    for group in measured.groups {
      let values: [(any CustomStringConvertible)?] = group.outcome.spectrum.map(\.mean)
      csv.append(group.labels, [group.outcome.squares.count] + values)
    }
    return csv
  }

  /// The largest singular value of every initialisation against depth.
  private static func charts(_ measured: Measured<JacobianGroup>) -> [Chart] {
    let yTitle = "largest singular value over their root mean square"
    return measured.chartsOverAxis(yTitle: yTitle, theory: "isometry") { group, line, x in
      group.outcome.spectrum.first.map { largest in
        TheoryChart.Point(
          line: line, x: x, mean: largest.mean, error: largest.standardError, networks: largest.count,
          expected: 1)
      }
    }
  }

  private static func claims(_ measured: Measured<JacobianGroup>) -> [Claim] {
    let names = distinct(measured.groups.map(\.trial.initialization.name))
    return names.map { name in
      let groups = measured.groups.filter { $0.trial.initialization.name == name }
      let spreads = groups.map { group in
        (group.outcome.spectrum.first?.mean ?? 0) - (group.outcome.spectrum.last?.mean ?? 0)
      }
      let isIsometric = spreads.allSatisfy { $0 < 1e-3 }
      let isExpected =
        groups.first?.trial.initialization == PopularInitialization.orthogonalMirrored.initialization
      return Claim(
        isExpected
          ? "\(name): all singular values are equal at every depth"
          : "\(name): singular values are not all equal",
        isIsometric == isExpected ? .held : .failed,
        evidence: "largest less smallest, over their root mean square: "
          + zip(groups, spreads).map { "\($0.labels.last ?? ""): \(short($1))" }.joined(separator: ", "))
    }
  }
}
