import Foresight
import Network
import Wording

/// What theory expects of one network, for a reader: numbers, trouble, and what mends it.
public struct ForecastSheet: Encodable, Sendable {
  /// The numbers.
  public let forecast: Forecast
  /// The trouble to be expected.
  public let findings: [Finding]
  /// The mends of each trouble, the smallest first.
  public let mends: [Mend]
  /// A mend of each trouble that together leave none; nil where there are no such mends.
  public let cure: [Mend]?

  /// How alike pairs of images are and come out; nil where that is not asked, or not known.
  public let pairs: ImagePairs.Outcome?

  /// The largest learning rate with which the network is expected to begin to learn; nil where that is not known.
  public let rate: RateLaw?

  /// The sheet of a forecast.
  ///
  /// - Parameter pairs: What becomes of pairs of images.
  public init(_ forecast: Forecast, pairs: ImagePairs.Outcome? = nil) {
    self.forecast = forecast
    self.pairs = pairs
    rate = RateLaw(forecast.architecture, forecast.initialization, input: forecast.input)
    findings = forecast.findings
    mends = findings.flatMap { forecast.mends(of: $0.trouble) }
    cure = forecast.cure
  }

  /// The sheet.
  public var text: String {
    let input = forecast.input.map(String.init).joined(separator: "×")
    let heading = "\(forecast.architecture.label); \(forecast.initialization.name); input \(input)"
    let width = numbers.map(\.0.count).max() ?? 0
    let lines = numbers.map { "  " + $0.0.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.1 }
    return ([heading, ""] + lines + (lines.isEmpty ? [] : [""]) + expectation).joined(separator: "\n") + "\n"
  }

  private var numbers: [(String, String)] {
    let d = forecast.depth
    let scale = forecast.scaleSum.map { ("Σ η", short($0)) }
    let bound = forecast.factorBound.map { ("bound on E[M_\(d)]/M_0", short($0)) }
    let wide = forecast.wideFactor.map { ("E[M_\(d)]/M_0 in the wide limit", short($0) + atWidth) }
    let mean = forecast.meanFactor.map { mean in
      let factor = forecast.layerFactor.map { ", by a factor of \(short($0)) a layer" } ?? ""
      return ("E[M_\(d)]/M_0", short(mean: mean, isZero: forecast.isZero) + factor + bias(mean))
    }
    let log = forecast.logMean.map { mean in
      ("ln M_\(d)/M_0, no layer dead", "mean \(short(mean)), variance \(short(forecast.logVariance))")
    }
    let padding = forecast.paddingFactor.map { ("left by the zeros beyond the border", short($0)) }
    let beta = forecast.beta.map { (betaName, "\(short(forecast.inverseWidths)), \(short($0))") }
    let variance = forecast.layerVariance.map {
      ("E[variance across layers]/M_0²", short(mean: $0, isZero: true))
    }
    let dead = forecast.deadProbability.map { ("probability of a dead layer", short($0)) }
    let rate = rate.map {
      (
        "largest initial learning rate, fitted",
        "\(short($0.rate)), to a factor of \(short($0.factor)); as 'kindling rate' finds it on MNIST"
      )
    }
    return [scale, bound, wide, mean, log, padding, beta, variance, dead].compactMap(\.self) + signals
      + [rate].compactMap(\.self)
  }

  /// What becomes of two inputs and of gradients, in the limit of great width.
  private var signals: [(String, String)] {
    let signals = forecast.signals
    let range = forecast.leastGradient.flatMap { least in
      forecast.greatestGradient.map {
        "\(short(mean: least, isZero: false)) to \(short(mean: $0, isZero: false))"
      }
    }
    let correlations = [signals, forecast.near].compactMap(\.self).compactMap { pair in
      pair.correlation.map { "\(short($0)) of \(short(pair.inputCorrelation, digits: 2))" }
    }
    let noise = forecast.clarity.map { ("inputs apart, over what noise does to one", short($0)) }
    return [
      signals.gap.map { ("theory ends at", $0.description) },
      signals.backward.map { ("squared gradients, input over output", short(mean: $0, isZero: $0 == 0)) },
      range.map { ("squared gradients of weights, over the last's", $0) },
      correlations.isEmpty
        ? nil : ("correlation of two inputs at the output", correlations.joined(separator: ", ")),
      pairs.map { pairs in
        ("correlation of \(counted(pairs.input.count, "pair")) of images", pairs.text)
      },
      noise,
    ].compactMap(\.self)
  }

  /// What narrower layers make of the limit of great width.
  private var atWidth: String {
    forecast.finiteWidth.map { length in
      "; to the first order in 1/n \(short(length.mean)), ± \(decimals(100 * length.relativeDeviation, 0)) % from net to net"
    } ?? ""
  }

  /// Σ 1/n and β, and how the one follows from the other.
  private var betaName: String {
    let spread = (forecast.architecture.rectifier ?? .relu).spread
    let factor = spread == 5 ? "5" : short(spread)
    let units = forecast.architecture.family.countsFeatures ? "features" : "n"
    return forecast.betaIsBound == true
      ? "Σ 1/\(units), β at most \(factor) times that" : "Σ 1/n, β = \(factor) Σ 1/n"
  }

  /// What of the mean biases make up, where there are any.
  private func bias(_ mean: Double) -> String {
    guard let signal = forecast.signalFactor, forecast.initialization.biases != .zero else { return "" }
    return "; the input's share is \(short(signal)), the rest is biases"
  }

  private var expectation: [String] {
    guard forecast.isKnown else { return ["Expected trouble: not known"] }
    if findings.isEmpty { return ["Expected trouble: none"] }
    return findings.flatMap { finding in
      let mends = mends.filter { $0.trouble == finding.trouble }.map { "  - \($0.text)" }
      return ["Expected trouble: \(finding.text)"]
        + (mends.isEmpty ? ["Nothing that we know mends it alone"] : ["What mends it:"] + mends)
    } + together
  }

  private var together: [String] {
    guard let cure, cure.count > 1 else { return [] }
    return ["All of it at once:"] + cure.map { "  - \($0.text)" }
  }
}

extension Forecast {
  /// Whether lengths are zero because all weights are, and not only too small to be told.
  var isZero: Bool { initialization.weights.secondMoment(Fans(fanIn: 1, fanOut: 1)) == 0 }
}
