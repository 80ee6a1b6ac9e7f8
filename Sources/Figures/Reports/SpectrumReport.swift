import Lab
import Network
import Statistics

/// The singular values of Jacobians over depth: all equal is dynamical isometry (paper D).
package enum SpectrumReport {
  private static let names = ["largest", "upper quartile", "median", "lower quartile", "smallest"]

  package static func report(_ measured: Measured<JacobianGroup>) -> FigureReport {
    let columns = columns(measured.headings)
    let note =
      "Singular values over their root mean square, their means over nets: 1 throughout is dynamical isometry."
    return FigureReport(
      measured.experiment.name, measured,
      table: columns.table(measured.title, measured.groups, notes: [note]),
      data: columns.csv(measured.groups), charts: charts(measured), claims: claims(measured))
  }

  private static func columns(_ headings: [String]) -> [Column<JacobianGroup>] {
    Column.settings(headings, \.points) + [.count("nets", "networks", \.outcome.squares.count)]
      + zip(names, JacobianTrial.Outcome.ranks).enumerated().map { place, column in
        .number(column.0, "singular_value_\(column.1)", \.outcome.spectrum[place].mean)
      }
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

  /// The least difference of the largest and the smallest singular value, in their root mean square, that is
  /// one: ten thousand times the rounding error of Float.
  package static let margin = 1e-3

  private static func claims(_ measured: Measured<JacobianGroup>) -> [TestedClaim] {
    let names = distinct(measured.groups.map(\.trial.initialization.name))
    return names.map { name in
      let groups = measured.groups.filter { $0.trial.initialization.name == name }
      let spreads = groups.map(\.singularSpread)
      let isExpected =
        groups.first?.trial.initialization == PopularInitialization.orthogonalMirrored.initialization
      let statement =
        isExpected
        ? "\(name): all singular values are equal at every depth"
        : "\(name): singular values are not all equal at any depth"
      guard spreads.allSatisfy({ !$0.error.isNaN }) else {
        return .untested(statement, "one network at a depth tells of no error")
      }
      let less = spreads.map { StandardNormal.survival((margin - $0.value) / $0.error) }
      let more = spreads.map { StandardNormal.survival(($0.value - margin) / $0.error) }
      // One depth is enough to refute the claim, and all must show it.
      return TestedClaim(
        statement,
        ifFalse: (isExpected ? less : more).max(),
        ifTrue: MultipleTests.bonferroni(isExpected ? more : less).min(),
        evidence: "largest less smallest, over their root mean square: "
          + zip(groups, spreads).map { "\($0.labels.last ?? ""): \(short($1.value))" }.joined(separator: ", ")
          + "; equal below \(short(margin, digits: 1))")
    }
  }
}

extension JacobianGroup {
  /// The mean of the largest less the smallest singular value over the networks, and a bound from above on
  /// its standard error, whatever both have in common.
  fileprivate var singularSpread: (value: Double, error: Double) {
    guard let largest = outcome.spectrum.first, let smallest = outcome.spectrum.last else {
      preconditionFailure("a report of singular values where none were computed")
    }
    let (value, error) = (largest.mean - smallest.mean, largest.standardError + smallest.standardError)
    // All networks the same to the last bit are no more exact than that; one network alone tells of no error.
    return (value, error.isNaN ? error : max(error, 1e-9))
  }
}
