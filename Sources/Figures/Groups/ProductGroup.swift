import Lab
import Statistics
import Theory

/// What one setting's Jacobians make of a direction, beside the laws.
package struct ProductGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: ProductTrial
  /// What its runs found out, each of networks of its own.
  package let outcomes: [ProductTrial.Outcome]
  /// The widths of the hidden layers.
  package let widths: [Int]
  /// The exact law of normal weights.
  package let law: ProductLaw
  /// The limit of great width, for the law of the weights.
  package let limit: LogLength
  /// Where the exact law lies furthest from the limit, and by how much it is above it there.
  package let furthest: (place: Double, difference: Double)

  /// Whether weights are normal, so that the exact law is theirs.
  package var isNormal: Bool { trial.initialization.weights.excessKurtosis == 0 }

  /// The mean and the variance of the logarithm of single weights' squared gradients in a hidden layer, by their exact law.
  package func gradientMoments(_ layer: Int) -> LogLength {
    LogLength(
      through: LayerMoments.fullyConnected(inputs: 1, widths: ProductLaw.widths(ofGradient: layer, widths)))
  }
}

extension ProductGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: ProductTrial, _ outcomes: [ProductTrial.Outcome], on _: DataShelf
  ) throws {
    let widths = try trial.moments.map(\.width)
    let (law, limit) = (ProductLaw(widths: widths), try trial.limit)
    self.init(
      points: points, trial: trial, outcomes: outcomes, widths: widths, law: law, limit: limit,
      furthest: law.furthest(from: limit))
  }

  package func with(_ outcomes: [ProductTrial.Outcome]) -> ProductGroup {
    ProductGroup(
      points: points, trial: trial, outcomes: outcomes, widths: widths, law: law, limit: limit,
      furthest: furthest)
  }

  package static func report(_ measured: Measured<ProductGroup>) -> FigureReport {
    ProductReport.report(measured)
  }

  package static func agreement(_ statement: String, _ measured: Measured<ProductGroup>) -> TestedClaim? {
    ProductReport.exactLaw(statement, measured.groups)
  }
}

extension LogSample {
  /// The test of the exact law.
  package var exactTest: KolmogorovSmirnovTest { KolmogorovSmirnovTest(distance: exact, count: count) }

  /// The test of the limit; nil where there is none.
  package var limitTest: KolmogorovSmirnovTest? {
    limit.map { KolmogorovSmirnovTest(distance: $0, count: count) }
  }

  /// The chance of zeros as few or as many as there are, or fewer or more, where layers are silent as theory says.
  package func zerosTest(_ widths: [Int]) -> Double {
    let chance = DeadLayers.probability(anyOf: widths)
    guard chance > 0 else { return zeros == 0 ? 1 : 0 }
    let law = Binomial(trials: count + zeros, chance: chance)
    return min(1, 2 * min(law.atLeast(zeros), law.atMost(zeros)))
  }
}
