import Forms
import Foundation
import Lab
import Network
import Statistics

/// What became of inputs and gradients in one setting's networks, layer by layer, beside the limit of great width.
package struct PropagationGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: PropagationTrial
  /// What its runs found out, each of networks of its own.
  package let outcomes: [PropagationTrial.Outcome]
  /// What they found out together.
  package let outcome: PropagationTrial.Outcome
  /// What theory expects, place by place; empty where it does not know the network.
  package let theory: [PropagationTrial.Expectation]
  /// The residual scales of the modules, the first to the last; none without modules.
  package let scales: [Double]

  private init(
    points: [Axis.Point], trial: PropagationTrial, outcomes: [PropagationTrial.Outcome],
    theory: [PropagationTrial.Expectation], scales: [Double]
  ) {
    (self.points, self.trial, self.outcomes) = (points, trial, outcomes)
    (self.theory, self.scales) = (theory, scales)
    outcome = PropagationTrial.Outcome(pooling: outcomes)
  }

  /// The one width of all layers, or that of a list of layers with such a parameter; nil for others.
  package var width: Int? {
    if let network = trial.architecture.of(FullyConnected.self) {
      guard let widths = try? network.hiddenWidths(), Set(widths).count == 1 else { return nil }
      return widths[0]
    }
    guard case .integer(let width)? = trial.architecture.of(LayerList.self)?.parameters["width"] else {
      return nil
    }
    return width
  }
}

extension PropagationGroup {
  /// What is measured at a place.
  package enum Quantity: String, CaseIterable, Hashable, Sendable {
    /// q, of which deviations are shares.
    case square = "q"
    /// c.
    case correlation = "c"
    /// The squared norm of the gradient, of which deviations are shares.
    case gradient
    /// The correlation of two inputs' gradients.
    case gradientCorrelation = "gradient correlation"
  }

  /// How far a measured mean lies from what theory says, at a place.
  package struct Deviation: Hashable, Sendable {
    /// What was measured.
    package let quantity: Quantity
    /// The hidden layer, from 1; 0 for the input.
    package let layer: Int
    /// How many hidden layers gradients came through on their way there.
    package let layersPassed: Int
    /// Measured less expected, as a share of what is expected where the quantity is so measured.
    package let value: Double
    /// Its standard error.
    package let error: Double
  }

  /// A measured mean with its standard error, and what theory says.
  package func comparison(
    _ quantity: Quantity, at place: Int
  ) -> (mean: Double, error: Double, expected: Double?)? {
    guard outcome.places.indices.contains(place) else { return nil }
    let (found, theory) = (outcome.places[place], theory.indices.contains(place) ? theory[place] : nil)
    func summary(
      _ summary: NumberSummary?, _ expected: Double?
    ) -> (mean: Double, error: Double, expected: Double?)? {
      summary.map { ($0.mean, $0.standardError, expected) }
    }
    switch quantity {
    case .square: return (found.square.mean, found.square.standardError, theory?.square)
    case .gradient: return (found.gradient.mean, found.gradient.standardError, theory?.gradient)
    case .correlation: return summary(found.correlation, theory?.correlation)
    case .gradientCorrelation: return summary(found.gradientCorrelation, theory?.gradientCorrelation)
    }
  }

  /// By how much the logarithm of a mean grows a layer from one place to another, with the most that its error can be, since both
  /// means are of the same networks.
  package func logGrowth(
    of quantity: Quantity, from start: Int, to end: Int
  ) -> (mean: Double, error: Double)? {
    guard let first = comparison(quantity, at: start), let last = comparison(quantity, at: end) else {
      return nil
    }
    let layers = Double(abs(end - start))
    return (
      log(last.mean / first.mean) / layers, (first.error / first.mean + last.error / last.mean) / layers
    )
  }

  /// How far means lie from theory, hidden layer by hidden layer, of gradients at the input too; where numbers of inputs are given
  /// nothing can lie off.
  package func deviations(of quantity: Quantity) -> [Deviation] {
    let isOfNumbers = quantity == .square || quantity == .correlation
    let isShare = quantity == .square || quantity == .gradient
    return theory.indices.dropFirst(isOfNumbers ? 1 : 0).compactMap { place in
      guard case (let mean, let error, let expected?)? = comparison(quantity, at: place), !error.isNaN else {
        return nil
      }
      let unit = isShare ? expected : 1
      return Deviation(
        quantity: quantity, layer: place, layersPassed: theory[place].layersPassed,
        value: (mean - expected) / unit, error: error / unit)
    }
  }
}

extension PropagationGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: PropagationTrial, _ outcomes: [PropagationTrial.Outcome],
    on _: DataShelf
  ) throws {
    self.init(
      points: points, trial: trial, outcomes: outcomes, theory: try trial.theory(),
      scales: try trial.residualScales())
  }

  package func with(_ outcomes: [PropagationTrial.Outcome]) -> PropagationGroup {
    PropagationGroup(points: points, trial: trial, outcomes: outcomes, theory: theory, scales: scales)
  }

  package static func report(_ measured: Measured<PropagationGroup>) -> FigureReport {
    measured.groups.contains { !$0.outcome.lags.isEmpty }
      ? LineReport.report(measured) : PropagationReport.report(measured)
  }
}
