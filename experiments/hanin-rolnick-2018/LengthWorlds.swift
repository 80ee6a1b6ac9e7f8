import Figures
import Foundation
import Lab
import Network
import Randomness

/// Made-up sums over networks, on which the verdicts of figures 1(a), 2(a) and 4 and of failure mode 2 are tried: normal about
/// what theory says times a factor, with theory's own spread.
enum LengthWorlds {
  static var plain: [World<LengthGroup>] {
    [
      lengths("off by the margin a layer", .nearly, factor: LengthComparison.margin),
      lengths("as theory says", .claim, factor: 1),
      lengths("off by a twentieth a layer", .opposite, factor: 1.05),
    ]
  }

  /// Lengths that grow by a factor a layer beside what theory says.
  private static func lengths(_ name: String, _ truth: Truth, factor: Double) -> World<LengthGroup> {
    World(name, truth) { group, key in
      var stream = key.stream()
      let (prediction, networks) = (group.prediction, group.trial.networks)
      let depth = (try? group.trial.architecture.depth()) ?? 1
      let root = Double(networks).squareRoot()
      var growths: [LengthSummary] = []
      var layers: [LengthSummary] = []
      // The layers' means and logarithms are sums over layers, and go together as sums do.
      var (logNoise, meanNoise, logVariance, meanVariance) = (0.0, 0.0, 0.0, 0.0)
      for layer in 0..<depth {
        let expected = prediction.means?[layer] ?? 1
        let relative = prediction.relativeDeviations?[layer] ?? 1
        let law = prediction.logLengths?[layer]
        func step(_ noise: inout Double, _ variance: inout Double, to next: Double) {
          noise += max(0, next - variance).squareRoot() * stream.nextNormal()
          variance = next
        }
        step(&logNoise, &logVariance, to: law?.variance ?? Double(layer + 1))
        step(&meanNoise, &meanVariance, to: relative * relative)
        let power = pow(factor, Double(layer + 1))
        layers.append(
          LengthSummary(
            count: networks, mean: expected * power * (1 + meanNoise / root),
            deviation: expected * power * relative,
            logMean: (law?.mean ?? log(expected)) + log(power) + logNoise / root,
            logDeviation: logVariance.squareRoot()))
        let growth = factor * (prediction.growths?[layer] ?? 1)
        let spread = growth * 0.5
        growths.append(
          LengthSummary(
            count: networks, mean: growth + spread * stream.nextNormal() / root, deviation: spread,
            logMean: 0,
            logDeviation: 1))
      }
      return LengthTrial.Outcome(layers: layers, layerVariance: LengthSummary(), growths: growths)
    }
  }

  /// Residual networks whose lengths follow a random walk.
  static var residual: [World<LengthGroup>] {
    /// - Parameter rate: How much ln of the length rises from a module to the next.
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>, bound: Double? = nil,
      rate: @escaping @Sendable (ResidualScale, Int) -> Double
    ) -> World<LengthGroup> {
      World(name, truth, of: topics) { group, key in
        guard let network = group.trial.architecture.of(ResidualNetwork.self) else {
          preconditionFailure("no residual network")
        }
        var stream = key.stream()
        let root = Double(group.trial.networks).squareRoot()
        var (logarithm, noise) = (0.0, 0.0)
        let layers = (1...network.modules).map { module in
          logarithm += rate(network.scale, module)
          noise += 0.3 / Double(module) * stream.nextNormal() / root
          var mean = exp(min(600, logarithm + noise))
          if let bound, let most = group.prediction.upperBounds?[module - 1] {
            mean = most * bound * exp(noise)
          }
          return LengthSummary(
            count: group.trial.networks, mean: mean, deviation: 0.3 * mean, logMean: logarithm + noise,
            logDeviation: 0.3)
        }
        return LengthTrial.Outcome(layers: layers, layerVariance: LengthSummary())
      }
    }
    let (growth, levelling, bound) = (Figure2a.growth, Figure2a.levelling, Figure2a.bound)
    return [
      world("as claimed", .claim, of: [growth, levelling]) { scale, module in
        scale == .constant(1) ? 0.35 : 0.5 * pow(0.7, Double(module))
      },
      // Its rate falls to just half from the first part to the second.
      world("growth that slackens by half", .null, of: [growth]) { scale, module in
        scale != .constant(1) ? 0 : module <= 30 ? 0.4 : 0.2
      },
      world("a power of the number of modules", .opposite, of: [growth]) { _, module in
        2 * log(Double(module + 1) / Double(module))
      },
      world("a tenth of η = 1's rate", .null, of: [levelling]) { scale, _ in
        scale == .constant(1) ? 0.8 : 0.08
      },
      world("η = 1's rate", .opposite, of: [levelling]) { _, _ in 0.8 },
      world("a tenth below the bound", .claim, of: [bound], bound: 0.9) { _, _ in 0.1 },
      world("on the bound", .null, of: [bound], bound: 1) { _, _ in 0.1 },
      world("above the bound", .opposite, of: [bound], bound: 1.2) { _, _ in 0.1 },
    ]
  }

  static var layerVariances: [World<LengthGroup>] {
    /// - Parameter mean: The mean variance across layers, given theory's, its first order and Σ 1/n.
    func world(
      _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil,
      _ mean: @escaping @Sendable (FailureMode2.Expectation) -> Double
    ) -> World<LengthGroup> {
      World(name, truth, of: topics) { group, key in
        var stream = key.stream()
        let expectation = try FailureMode2.Expectation(group)
        let value = mean(expectation)
        let deviation = value * (expectation.deviation ?? 0)
        let root = Double(group.trial.networks).squareRoot()
        return LengthTrial.Outcome(
          layers: [],
          layerVariance: LengthSummary(
            count: group.trial.networks, mean: value + deviation / root * stream.nextNormal(),
            deviation: deviation,
            logMean: 0, logDeviation: 1))
      }
    }
    let (agreement, rise, bend) = (FailureMode2.agreement, FailureMode2.rise, FailureMode2.bend)
    return [
      world("as theory says", .claim) { $0.mean ?? 0 },
      world("a tenth more", .nearly, of: [agreement]) { ($0.mean ?? 0) * (1 + FailureMode2.margin) },
      world("a quarter more", .opposite, of: [agreement]) { ($0.mean ?? 0) * 1.25 },
      world("the same everywhere", .null, of: [rise]) { _ in 1 },
      world("less where Σ 1/n is larger", .opposite, of: [rise]) { 1 / (1 + $0.inverseWidths) },
      world("a power of Σ 1/n", .null, of: [bend]) { $0.firstOrder * pow($0.inverseWidths, 0.5) },
      world("ever more slowly", .opposite, of: [bend]) {
        $0.firstOrder * (2 - $0.inverseWidths) * (1 - $0.inverseWidths)
      },
    ]
  }
}
