import Figures
import Lab
import Statistics
import Theory

/// Squared gradients of single weights, hidden layer by hidden layer.
enum WeightReport {
  /// What its claims are about.
  static let level = TestedClaim.Topic("level")
  static let spread = TestedClaim.Topic("spread")

  /// How far apart mean logarithms of layers may lie, and the share of a variance within which theory is to hold.
  static let (margin, share) = (0.5, 0.1)

  static func report(_ measured: Measured<ProductGroup>) -> FigureReport {
    let samples = measured.groups.flatMap { group in
      group.outcomes.map { Layers(group: group, samples: $0.gradients) }
    }
    return ProductReport.report(
      measured,
      claims: [
        ProductReport.exactLaw(
          "Single weights' gradients have their exact law, zeros too, in every layer", measured.groups),
        Agreement.claim(
          "Behind the first layer the mean logarithm is the same in all layers", samples.flatMap(\.levels),
          within: "\(margin)", units: "layers"
        ).about(level),
        Agreement.claim(
          "The variance of the logarithm is that of Σ 1/n over all layers, and of two units",
          samples.flatMap(\.spreads), within: "a tenth", units: "layers"
        ).about(spread),
      ],
      charts: [
        chart(measured, "mean", "mean of ln (gradient² / mean)") { sample, theory in
          (sample.mean, (sample.variance / Double(sample.count)).squareRoot(), theory.mean)
        },
        chart(measured, "variance", "variance of ln gradient²") { sample, theory in
          (sample.variance, sample.varianceError, theory.variance)
        },
      ])
  }

  /// What was measured of one setting's layers.
  private struct Layers {
    let group: ProductGroup
    let samples: [LogSample]

    /// The mean logarithm of each layer against that of the middle one; layers of one network hang together somehow, so that the
    /// error is at most the sum of both.
    var levels: [Agreement] {
      guard samples.count > 2 else { return [] }
      let middle = samples[samples.count / 2]
      return samples.indices.dropFirst().filter { $0 != samples.count / 2 }.map { layer in
        let errors = [samples[layer], middle].map { ($0.variance / Double($0.count)).squareRoot() }
        return Agreement(
          deviation: samples[layer].mean - middle.mean, error: errors[0] + errors[1], margin: margin)
      }
    }

    var spreads: [Agreement] {
      samples.enumerated().map { layer, sample in
        let expected = group.gradientMoments(layer).variance
        return Agreement(
          deviation: sample.variance - expected, error: sample.varianceError, margin: share * expected)
      }
    }
  }

  private static func chart(
    _ measured: Measured<ProductGroup>, _ name: String, _ title: String,
    _ value: (LogSample, LogLength) -> (mean: Double, error: Double, expected: Double)
  ) -> Chart {
    let axes = measured.axes(x: nil)
    let points = measured.groups.flatMap { group in
      group.outcomes.flatMap { Array($0.gradients.enumerated()) }.map { layer, sample in
        let (mean, error, expected) = value(sample, group.gradientMoments(layer))
        return TheoryChart.Point(
          line: measured.line(group, axes), x: .number(Double(layer + 1)), mean: mean, error: error,
          networks: sample.count, expected: expected)
      }
    }
    let file = "\(measured.experiment.name)-\(name)"
    return measured.drawn(file, measured.title, axes) {
      TheoryChart(
        xTitle: "layer", yTitle: title, lineTitle: axes.title, theory: "the exact law", isLogarithmic: false,
        isEven: true
      ).chart(file, measured.title, points)
    }
  }
}
