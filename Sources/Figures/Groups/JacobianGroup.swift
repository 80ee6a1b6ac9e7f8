import Autodiff
import Jacobians
import Lab
import Network
import Numbers
import Theory

/// The Jacobians of one setting's networks under the labels of the setting, theory beside them.
package struct JacobianGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: JacobianTrial
  /// What its runs measured, each of networks of its own.
  package let outcomes: [JacobianTrial.Outcome]
  /// What they measured, taken together.
  package let outcome: JacobianTrial.Outcome
  /// What theory says; nil where it says nothing.
  package let theory: JacobianMoments?

  /// β = Σ 1/n_j over the hidden layers before the last; over all of them where there are linear outputs.
  package var inverseWidths: Double? {
    theory.map { InverseWidths.sum($0.hidden.map(\.width)) }
  }

  /// The measured E[Z⁴] / E[Z²]² with its standard error.
  package var kurtosis: (value: Double, error: Double) { outcome.kurtosis }

  /// Quantities that are measured and foretold.
  package var moments: [Moment] {
    [
      Moment(
        "E[Z²]", outcome.squares.scaledMean, outcome.squares.standardError, theory?.secondMoment,
        isEstimable: isNormal(theory?.squareSpread)),
      Moment(
        "E[Z⁴] / E[Z²]²", ScaledNumber(kurtosis.value), kurtosis.error, theory?.kurtosis,
        isEstimable: knowsFourths),
      Moment(
        "variance within a net", outcome.variances.scaledMean, outcome.variances.standardError,
        theory?.quenchedVariance, isEstimable: knowsFourths),
    ]
  }

  /// Whether there are so many nets that the mean of Z⁴ is near normal, by theory, and what goes with it is
  /// known.
  private var knowsFourths: Bool { isNormal(theory?.fourthSpread) && outcome.relativeCovariance != nil }

  private func isNormal(_ spread: Double?) -> Bool {
    spread.map { Agreement.isNormal(relativeDeviation: $0.squareRoot(), count: outcome.squares.count) }
      ?? false
  }

  /// A quantity beside its theory.
  package struct Moment: Sendable {
    package let name: String
    package let value: Double
    package let error: Double
    package let expected: Double?
    /// Whether so many nets say anything of it, and it is in the range of numbers.
    package let isEstimable: Bool

    package init(
      _ name: String, _ value: ScaledNumber, _ error: Double, _ expected: Double?, isEstimable: Bool
    ) {
      self.name = name
      self.value = value.value
      self.error = error
      // Beyond the largest number the difference of two squares is none.
      self.expected = expected.map { $0.isNaN ? .infinity : $0 }
      isInRange =
        value.exponent == 0 && value.isFinite
        && (expected == nil || expected == 0 || expected?.isNormal == true)
      self.isEstimable = isEstimable && isInRange
    }

    /// Whether measurement and theory are in the range of numbers.
    private let isInRange: Bool

    /// How many standard errors lie between; nil where theory says nothing, or numbers do not reach.
    package var z: Double? { isInRange ? expected.map { $0 == value ? 0 : (value - $0) / error } : nil }

    /// The share of the expected value within which theory is to hold: 1 + 4/n in place of 1 + 5/n, for one
    /// layer of width 10, is off by 7 %, for two by 13 %.
    package static let margin = 0.1

    /// How far both lie apart; nil where theory or the measurement says nothing.
    package var agreement: Agreement? {
      guard isEstimable, let expected, !error.isNaN else { return nil }
      return Agreement(deviation: value - expected, error: error, margin: Self.margin * abs(expected))
    }
  }
}

extension JacobianGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: JacobianTrial, _ outcomes: [JacobianTrial.Outcome], on _: DataShelf
  ) throws {
    self.init(
      points: points, trial: trial, outcomes: outcomes, outcome: JacobianTrial.Outcome(pooling: outcomes),
      theory: JacobianMoments(try trial.layers, trial.initialization))
  }

  package func with(_ outcomes: [JacobianTrial.Outcome]) -> JacobianGroup {
    JacobianGroup(
      points: points, trial: trial, outcomes: outcomes, outcome: JacobianTrial.Outcome(pooling: outcomes),
      theory: theory)
  }

  package static func report(_ measured: Measured<JacobianGroup>) -> FigureReport {
    // Settings may differ in whether singular values are computed.
    let haveSpectra = measured.groups.allSatisfy { !$0.outcome.spectrum.isEmpty }
    return !measured.groups.isEmpty && haveSpectra
      ? SpectrumReport.report(measured) : JacobianReport.report(measured)
  }

  package static func agreement(_ statement: String, _ measured: Measured<JacobianGroup>) -> TestedClaim? {
    let moments = measured.groups.flatMap(\.moments)
    let decided = moments.compactMap(\.agreement)
    return Agreement.claim(
      statement, decided, within: "a tenth", untold: moments.count - decided.count, units: "moments")
  }
}
