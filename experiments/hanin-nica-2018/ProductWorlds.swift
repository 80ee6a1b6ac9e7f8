import Figures
import Foundation
import Lab
import Randomness
import Statistics
import Theory

/// Made-up distances, variances and numbers of zeros, on which the verdicts of paper G are tried.
///
/// A distance has Kolmogorov's law where the law is right, and where it lies off by the margin it is such that the bound of its
/// test is uniform; means and variances are normal about what theory says, or about something else.
enum ProductWorlds {
  /// How a law lies to the sample's.
  private enum Law {
    case same
    case margin
    case apart
  }

  /// What a setting's ‖Ju‖², or a layer's gradients, are like.
  private struct Likeness {
    var exact = Law.same
    var limit = Law.same
    var mean: Double
    var variance: Double
    var limitError = 0.0
  }

  static var limit: [World<ProductGroup>] {
    func world(
      _ name: String, _ truth: Truth, exact: Law, narrow: Law, wide: Law
    ) -> World<ProductGroup> {
      self.world(name, truth, of: nil) { group in
        var likeness = theory(group)
        likeness.exact = exact
        likeness.limit = group.widths.allSatisfy { $0 <= LimitReport.narrowest } ? narrow : wide
        return likeness
      }
    }
    return [
      world("as claimed", .claim, exact: .same, narrow: .apart, wide: .same),
      world(
        "off by the margin, and not at all where narrow", .nearly, exact: .margin, narrow: .same,
        wide: .margin),
      world("the opposite", .opposite, exact: .apart, narrow: .same, wide: .apart),
    ]
  }

  static var rate: [World<ProductGroup>] {
    /// - Parameter exponent: The exponent of the error less what is claimed; nil for the exact law's own errors.
    func world(_ name: String, _ truth: Truth, exponent: Double?) -> World<ProductGroup> {
      self.world(name, truth, of: [ConvergenceReport.rate]) { group in
        var likeness = theory(group)
        if let exponent, let width = group.widths.first {
          let claimed = group.widths.count == 1 ? -0.5 : -1
          let size = 0.06 * pow(Double(width) / 10, claimed + exponent)
          likeness.limitError = group.furthest.difference < 0 ? -size : size
        }
        return likeness
      }
    }
    return [
      world("as the exact law says", .claim, exponent: nil),
      world("another power by the margin", .nearly, exponent: ConvergenceReport.margin),
      world("the same at all widths", .opposite, exponent: 1),
    ]
  }

  static var tails: [World<ProductGroup>] {
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil, laws: Law = .same,
      variance: @escaping @Sendable (_ normal: Double, _ part: Double) -> Double = { $0 + $1 }
    ) -> World<ProductGroup> {
      self.world(name, truth, of: topics) { group in
        var likeness = theory(group)
        (likeness.exact, likeness.limit) = (laws, laws)
        let beta = TailReport.normalBeta(group)
        let normal = group.trial.inputs == 1 ? beta : group.law.moments.variance
        likeness.variance = variance(normal, group.limit.variance - beta)
        return likeness
      }
    }
    let laws: Set = [ProductReport.exact, TailReport.direction, TailReport.universal]
    return [
      world("as claimed", .claim),
      world("laws off by the margin", .nearly, of: laws, laws: .margin),
      world("other laws", .opposite, of: laws, laws: .apart),
      world("the part off by a half", .nearly, of: [TailReport.between]) { $0 + (1 + TailReport.share) * $1 },
      world("off by just a tenth", .null, of: [TailReport.normal]) { normal, _ in
        normal * (1 + TailReport.margin)
      },
      world("the fourth moment has no part", .opposite, of: [TailReport.between, TailReport.normal]) {
        normal, _ in
        normal
      },
    ]
  }

  static var weights: [World<ProductGroup>] {
    /// - Parameters:
    ///   - rise: By how much the mean logarithm rises from the middle layer to the last.
    ///   - factor: The variance over theory's.
    func world(_ name: String, _ truth: Truth, laws: Law, rise: Double = 0, factor: Double = 1) -> World<
      ProductGroup
    > {
      self.world(name, truth, of: [ProductReport.exact, WeightReport.level, WeightReport.spread]) { group in
        var likeness = theory(group)
        likeness.exact = laws
        return likeness
      } gradients: { group, layer in
        let theory = group.gradientMoments(layer)
        let middle = group.widths.count / 2
        let share = Double(max(0, layer - middle)) / Double(group.widths.count - 1 - middle)
        return Likeness(exact: laws, mean: theory.mean + rise * share, variance: factor * theory.variance)
      }
    }
    return [
      world("as claimed", .claim, laws: .same),
      world(
        "off by the margin", .nearly, laws: .margin, rise: WeightReport.margin, factor: 1 + WeightReport.share
      ),
      world("the opposite", .opposite, laws: .apart, rise: 5, factor: 2),
    ]
  }

  /// What theory says of ‖Ju‖².
  private static func theory(_ group: ProductGroup) -> Likeness {
    let moments = group.law.moments
    return Likeness(mean: moments.mean, variance: moments.variance, limitError: group.furthest.difference)
  }

  private static func world(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>?,
    norm: @escaping @Sendable (ProductGroup) -> Likeness,
    gradients: @escaping @Sendable (ProductGroup, _ layer: Int) -> Likeness = { group, _ in theory(group) }
  ) -> World<ProductGroup> {
    World(name, truth, of: topics) { group, key in
      var stream = key.stream()
      let layers = group.trial.hasGradients ? Array(group.widths.indices) : []
      return ProductTrial.Outcome(
        norm: sample(norm(group), of: group.trial, group.widths, &stream),
        gradients: layers.map { layer in
          sample(
            gradients(group, layer), of: group.trial, ProductLaw.widths(ofGradient: layer, group.widths),
            &stream)
        })
    }
  }

  private static func sample(
    _ likeness: Likeness, of trial: ProductTrial, _ widths: [Int], _ stream: inout RandomStream
  ) -> LogSample {
    let zeros = zeros(trial.networks, DeadLayers.probability(anyOf: widths), stream.nextUnit())
    let count = trial.networks - zeros
    let root = Double(count).squareRoot()
    let error = likeness.variance * 2.0.squareRoot() / root
    return LogSample(
      count: count, zeros: zeros,
      mean: likeness.mean + likeness.variance.squareRoot() / root * stream.nextNormal(),
      variance: likeness.variance + error * stream.nextNormal(), varianceError: error,
      exact: distance(likeness.exact, count, stream.nextUnit()),
      limit: distance(likeness.limit, count, stream.nextUnit()),
      // A distribution function of a half has the largest error.
      limitError: likeness.limitError + 0.5 / root * stream.nextNormal())
  }

  /// A sample's distance from a law, of a uniform number.
  private static func distance(_ law: Law, _ count: Int, _ unit: Double) -> Double {
    switch law {
    case .same:
      least(0...1, 1e-6) { KolmogorovSmirnovTest(distance: $0, count: count).pValue <= unit }
    case .margin: max(0, ProductReport.margin - (log(2 / (1 - unit)) / 2 / Double(count)).squareRoot())
    case .apart: 0.1
    }
  }

  /// How many of so many networks are zero, of a uniform number.
  private static func zeros(_ networks: Int, _ chance: Double, _ unit: Double) -> Int {
    guard chance > 0 else { return 0 }
    let law = Binomial(trials: networks, chance: chance)
    return Int(least(0...Double(networks), 0.5) { law.atMost(Int($0)) >= unit }.rounded(.down))
  }

  /// The least number of a range from which on something is so, up to an error.
  private static func least(
    _ range: ClosedRange<Double>, _ error: Double, _ isSo: (Double) -> Bool
  ) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    if isSo(low) { return low }
    while high - low > error {
      let middle = (low + high) / 2
      if isSo(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
