import Foresight
import Forms
import Foundation
import Network
import Testing

/// Forecasts in the limit of great width against networks that are built, a thousand units or 64 channels wide.
@Suite struct SignalsAgainstNetworksTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let layers: String
    var initialization = PopularInitialization.heNormal.initialization
    var extents = [1000]
    var examples = 2
    var networks = 12
    /// Σ 1/n over layers, n the width in units or channels, times what finite width may change relatively for each.
    var term: Double

    var testDescription: String { name }
  }

  private static func gain(_ gain: Double, _ law: Initializer.Law = .normal) -> Initialization {
    Initialization(weights: Initializer(law, gain: gain))
  }

  private static func biased(_ gain: Double, _ bias: Double) -> Initialization {
    Initialization(weights: Initializer(gain: gain), biases: Initializer(gain: bias, over: .one))
  }

  private static let image = [64, 4, 4]

  private static func plain(_ activation: String, _ depth: Int = 5) -> String {
    #"[{ repeat: \#(depth), of: [{ linear: 1000 }, "\#(activation)"] }, { linear: 100 }]"#
  }

  static let cases: [Case] = [
    Case(name: "relu", layers: plain("relu"), term: 0.03),
    Case(name: "leaky", layers: plain("leaky-relu:0.2"), initialization: gain(1.8), term: 0.03),
    Case(name: "tanh", layers: plain("tanh"), initialization: biased(1.5, 0.05), term: 0.03),
    Case(name: "tanh chaos", layers: plain("tanh"), initialization: biased(4, 0.05), term: 0.06),
    Case(name: "erf", layers: plain("erf"), initialization: biased(1.2, 0.1), term: 0.03),
    Case(name: "gelu", layers: plain("gelu"), initialization: gain(2), term: 0.03),
    Case(name: "gelu-tanh", layers: plain("gelu-tanh"), initialization: gain(2), term: 0.03),
    Case(name: "silu", layers: plain("silu"), initialization: gain(2.5), term: 0.03),
    Case(name: "elu", layers: plain("elu:1"), initialization: gain(1.3), term: 0.03),
    Case(name: "selu", layers: plain("selu"), initialization: gain(1), term: 0.03),
    Case(name: "softplus", layers: plain("softplus"), initialization: gain(1), term: 0.03),
    Case(name: "sigmoid", layers: plain("sigmoid"), initialization: biased(4, 0.1), term: 0.03),
    Case(name: "identity", layers: plain("identity"), initialization: gain(1), term: 0.03),
    Case(name: "crelu", layers: plain("crelu", 3), term: 0.03),
    Case(name: "uniform", layers: plain("relu"), initialization: gain(2, .uniform), term: 0.03),
    Case(name: "orthogonal", layers: plain("tanh"), initialization: gain(1.2, .orthogonal), term: 0.03),
    Case(
      name: "mirrored", layers: plain("relu"),
      initialization: PopularInitialization.orthogonalMirrored.initialization, term: 0.03),
    Case(
      name: "dropout",
      layers: #"[{ repeat: 5, of: [{ linear: 1000 }, "relu", "dropout:0.3"] }, { linear: 100 }]"#,
      term: 0.03),
    Case(
      name: "noise",
      layers: #"[{ repeat: 3, of: [{ linear: 1000 }, "noise:0.5", "tanh"] }, { linear: 100 }]"#,
      initialization: biased(1.5, 0.05), term: 0.05),
    Case(
      name: "layer norm",
      layers: #"[{ repeat: 5, of: [{ linear: 1000 }, "layer-norm", "gelu"] }, { linear: 100 }]"#, term: 0.03),
    Case(
      name: "layer norm behind",
      layers: #"[{ repeat: 5, of: [{ linear: 1000 }, "relu", "layer-norm"] }, { linear: 100 }]"#,
      term: 0.03),
    Case(
      name: "rms norm",
      layers: #"[{ repeat: 5, of: [{ linear: 1000 }, "rms-norm", "silu"] }, { linear: 100 }]"#, term: 0.03),
    Case(
      name: "batch norm",
      layers: #"[{ repeat: 3, of: [{ linear: 1000 }, "batch-norm", "relu"] }, { linear: 100 }]"#,
      examples: 64, networks: 6, term: 0.2),
    Case(
      name: "shifted",
      layers:
        #"[{ repeat: 3, of: [{ linear: 1000 }, { shift: 0.5 }, "relu", { gain: 1.2 }] }, { linear: 100 }]"#,
      term: 0.05),
    Case(
      name: "residual",
      layers:
        #"[{ linear: 1000 }, { repeat: 5, of: [{ residual: ["relu", { linear: 1000 }, "relu", { linear: 1000 }], scale: 0.5 }] }, { linear: 100 }]"#,
      term: 0.05),
    Case(
      name: "residual that ends in relu",
      layers:
        #"[{ linear: 1000 }, { repeat: 5, of: [{ residual: [{ linear: 1000 }, "relu"] }] }, { linear: 100 }]"#,
      initialization: gain(1), term: 0.05),
    Case(
      name: "relu behind the sum",
      layers:
        #"[{ linear: 1000 }, "relu", { repeat: 5, of: [{ residual: [{ linear: 1000 }, "relu", { linear: 1000 }], scale: 0.7 }, "relu"] }, { linear: 100 }]"#,
      term: 0.06),
    Case(
      name: "convolutions",
      layers:
        #"[{ repeat: 4, of: [{ conv: 64, padding: "circular" }, "relu"] }, "global-average-pool", { linear: 100 }]"#,
      extents: image, networks: 40, term: 0.1),
    Case(
      name: "strides and pools",
      layers:
        #"[{ conv: 64, padding: "circular", stride: 2 }, "tanh", { conv: 64, padding: "circular", dilation: 2 }, "gelu", { "average-pool": 2 }, "flatten", { linear: 100 }]"#,
      extents: [64, 8, 8], networks: 40, term: 0.1),
    Case(
      name: "group norm, max pool",
      layers:
        #"[{ repeat: 2, of: [{ conv: 64, padding: "circular" }, { "group-norm": 2 }, "relu"] }, { "max-pool": 2 }, "flatten", { linear: 100 }]"#,
      extents: image, networks: 40, term: 0.1),
    Case(
      name: "standardised",
      layers:
        #"[{ repeat: 3, of: [{ conv: 64, padding: "circular", standardized: true }, "relu", { gain: 1.7 }] }, "flatten", { linear: 100 }]"#,
      extents: image, networks: 40, term: 0.12),
    Case(
      name: "depthwise",
      layers:
        #"[{ conv: 64, kernel: 1 }, "relu", { conv: 64, padding: "circular", groups: 64 }, "relu", { conv: 64, kernel: 1 }, "relu", "global-average-pool", { linear: 100 }]"#,
      extents: image, networks: 80, term: 0.1),
    Case(
      name: "delta-orthogonal",
      layers: #"[{ repeat: 4, of: [{ conv: 64, padding: "zero" }, "tanh"] }, "flatten", { linear: 100 }]"#,
      initialization: gain(1.2, .deltaOrthogonal), extents: image, networks: 20, term: 0.1),
  ]

  @Test(arguments: cases) func theForecastIsWhatIsMeasured(of example: Case) throws {
    let list = LayerList(layers: try #require(JSONValue(json5: example.layers)?.values))
    let forecast = try SignalForecast(
      Architecture(list), example.initialization, input: example.extents, classes: 100, correlation: 0.6,
      square: 1)
    #expect(forecast.gap == nil, "\(String(describing: forecast.gap))")
    let measured = try NetworkSignals(
      try list.layers(input: example.extents, classes: 100), example.initialization, extents: example.extents,
      correlation: 0.6, examples: example.examples, networks: example.networks)
    for (name, expected, mean) in [
      ("square", forecast.forward, measured.square),
      ("correlation", forecast.correlation, measured.correlation),
      ("backward", forecast.backward, measured.backward),
    ] {
      let expected = try #require(expected)
      let off =
        abs(mean.value - expected) - example.term * abs(expected)
        - (name == "correlation" ? example.term / 2 : 0)
      if ProcessInfo.processInfo.environment["SHOW"] != nil {
        print(
          example.name, name, expected, mean.value, mean.error, (mean.value - expected) / mean.error,
          mean.value / expected - 1)
      }
      #expect(off < 4 * mean.error, "\(name): expected \(expected), measured \(mean.value) ± \(mean.error)")
    }
  }

  /// What is measured in narrow networks differs from the limit by a term that falls as the width grows, as 1/n.
  @Test(arguments: [
    ("relu", #"[{ repeat: 4, of: [{ linear: "N" }, "relu"] }, { linear: 10 }]"#, "correlation"),
    ("tanh", #"[{ repeat: 4, of: [{ linear: "N" }, "tanh"] }, { linear: 10 }]"#, "square"),
    ("gelu", #"[{ repeat: 4, of: [{ linear: "N" }, "gelu"] }, { linear: 10 }]"#, "square"),
    ("leaky", #"[{ repeat: 4, of: [{ linear: "N" }, "leaky-relu:0.2"] }, { linear: 10 }]"#, "correlation"),
    (
      "residual",
      #"[{ linear: "N" }, { repeat: 4, of: [{ residual: ["relu", { linear: "N" }] }] }, { linear: 10 }]"#,
      "correlation"
    ),
  ])
  func theDeviationFallsWithWidth(name: String, layers: String, measure: String) throws {
    var points: [(x: Double, y: Double, error: Double)] = []
    for width in [12, 24, 48] {
      let list = LayerList(
        layers: try #require(
          JSONValue(json5: layers.replacing(#""N""#, with: String(width)))?.values))
      let initialization = Self.gain(2)
      let forecast = try SignalForecast(
        Architecture(list), initialization, input: [40], classes: 10, correlation: 0.6, square: 1)
      let measured = try NetworkSignals(
        try list.layers(input: [40], classes: 10), initialization, extents: [40], correlation: 0.6,
        examples: 2,
        networks: 24_000)
      let (expected, mean) =
        switch measure {
        case "square": (forecast.forward, measured.square)
        case "correlation": (forecast.correlation, measured.correlation)
        default: (forecast.backward, measured.backward)
        }
      let deviation = abs(mean.value - (try #require(expected)))
      points.append((log(Double(width)), log(deviation), mean.error / deviation))
    }
    // Where the deviation is lost in the error its logarithm says nothing.
    let weights = points.map { 1 / ($0.error * $0.error) }
    let total = weights.reduce(0, +)
    let x = zip(points, weights).reduce(0) { $0 + $1.0.x * $1.1 } / total
    let spread = zip(points, weights).reduce(0) { $0 + ($1.0.x - x) * ($1.0.x - x) * $1.1 }
    let slope = zip(points, weights).reduce(0) { $0 + ($1.0.x - x) * $1.0.y * $1.1 } / spread
    let error = 1 / spread.squareRoot()
    if ProcessInfo.processInfo.environment["SHOW"] != nil { print(name, points, "slope", slope, error) }
    #expect(abs(slope + 1) < 3 * error + 0.25, "slope \(slope) ± \(error)")
    #expect(points[0].error < 0.3)
  }
}
