import Autodiff
import Forms
import Foundation
import Jacobians
import Network
import Numbers
import Randomness
import Statistics
import Theory

/// What the Jacobians of many fully connected ReLU networks make of one direction, and the gradients of single weights, beside
/// the exact law and the limit of great width (Hanin & Nica 2018).
///
/// Every number of the input is 1/√n_0, and of the direction u too but for its sign, which alternates: ‖u‖₄⁴ = 1/n_0, so that one
/// input alone is a direction of one number.
public struct ProductTrial: Trial {
  /// The network, fully connected and with ReLU.
  public var architecture: Architecture
  /// How its weights are drawn: independent, of a symmetric law, with zero biases.
  public var initialization: Initialization
  /// The number of inputs.
  public var inputs: Int
  /// The number of networks.
  public var networks: Int
  /// Whether the gradients of single weights are measured, of one linear output.
  public var hasGradients: Bool
  /// The seed of the weights.
  public var seed: UInt64

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// ‖Ju‖² over its mean.
    public let norm: LogSample
    /// The squared gradient of a single weight over its mean, hidden layer by hidden layer; empty where none was measured.
    public let gradients: [LogSample]

    /// What a run found out.
    public init(norm: LogSample, gradients: [LogSample] = []) {
      (self.norm, self.gradients) = (norm, gradients)
    }

    /// Mean and variance of ln ‖Ju‖² over its mean, its distances from laws, and the same of gradients, layer by layer.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .number("log_mean", \.norm.mean), .number("log_variance", \.norm.variance),
      .count("zeros", \.norm.zeros), .number("exact_distance", \.norm.exact),
      .number("limit_distance", \.norm.limit), .number("limit_error", \.norm.limitError),
      .numbers("gradient_log_mean", isLogarithm: true) { $0.gradients.map(\.mean) },
      .numbers("gradient_log_variance") { $0.gradients.map(\.variance) },
      .counts("gradient_zeros") { $0.gradients.map(\.zeros) },
      .numbers("gradient_exact_distance") { $0.gradients.map(\.exact) },
    ]
  }

  /// The name of this sort of trial in files.
  public static let kind = "products"

  /// The trial with every field at its default.
  public static let standard = ProductTrial(
    architecture: .fullyConnected(.standard),
    initialization: PopularInitialization.heNormal.initialization, inputs: 10, networks: 20_000,
    hasGradients: false, seed: 0)

  /// A trial of many networks.
  public init(
    architecture: Architecture, initialization: Initialization, inputs: Int, networks: Int,
    hasGradients: Bool = false, seed: UInt64
  ) {
    self.architecture = architecture
    self.initialization = initialization
    self.inputs = inputs
    self.networks = networks
    self.hasGradients = hasGradients
    self.seed = seed
  }

  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .init("architecture", Architecture.form, "The network, fully connected and with ReLU."),
      .initialization,
      .init("inputs", .count(least: 1), "The number of inputs."),
      .networks("The number of networks."),
      .init("hasGradients", .flag, "Whether the gradients of single weights are measured."),
    ])
  }

  /// The number of multiplications, up to a factor.
  public var cost: Double { (try? demand().multiplications) ?? 0 }

  /// One network at a time, and a number a network of each measured quantity.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let layers = try layers
    var demand = Demand(drawing: Double(networks), NetworkSize(layers, input: [inputs]), examples: 2)
    let quantities = hasGradients ? 1 + Double(layers.count / 2) : 1
    // Beside the numbers stand sorted copies of them.
    demand.bytes += 2 * quantities * Double(networks) * Double(MemoryLayout<Double>.size)
    return demand
  }

  /// A few of the trial's networks.
  public var sample: TrialSample<ProductTrial> { TrialSample(of: self, \.networks, most: 200) }

  /// The layers of one network, a linear output behind them where there are gradients.
  private var layers: [Layer] {
    get throws(ArchitectureError) {
      try architecture.layers(input: [inputs], classes: hasGradients ? 1 : nil)
    }
  }

  /// What theory must know of the hidden layers.
  ///
  /// - Throws: `ArchitectureError`, or `FieldError` for networks that the laws are not of.
  public var moments: [LayerMoments] {
    get throws {
      guard let network = architecture.of(FullyConnected.self), network.activation == .relu else {
        throw FieldError(
          ["architecture"], expected: "a fully connected network with ReLU", found: architecture.summary)
      }
      let weights = initialization.weights
      guard let excess = weights.excessKurtosis, weights.gain > 0,
        initialization == Initialization(weights: weights)
      else {
        throw FieldError(
          ["initialization"],
          expected: "independent weights of one law, symmetric and not all zero, and zero biases",
          found: initialization.name)
      }
      let widths = try network.hiddenWidths()
      return zip(widths, [inputs] + widths).map { width, fanIn in
        LayerMoments(
          width: width, fanIn: fanIn,
          weightVariance: weights.secondMoment(Fans(fanIn: fanIn, fanOut: width)),
          weights: .independent(excess: excess))
      }
    }
  }

  /// Sees that the networks are ones that the laws are of.
  ///
  /// - Throws: `ArchitectureError`, `FieldError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    _ = try moments
    try demand().check()
  }

  /// The limit of great width, in which the fourth moment of the weights has its part.
  ///
  /// - Throws: As `moments`.
  public var limit: LogLength {
    get throws { .wideLimit(along: InputMoments(length: 1, kurtosis: 1), through: try moments) }
  }

  /// Sees that an outcome can be the trial's: it is of as many networks and layers.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    guard let depth = try? architecture.depth() else { return }
    let layers = hasGradients ? depth : 0
    try OutcomeError.require("layers", outcome.gradients.count, in: layers...layers)
    for sample in [outcome.norm] + outcome.gradients {
      try OutcomeError.require("networks", sample.count, in: 0...networks)
      try OutcomeError.require(
        "zeros", sample.zeros, in: (networks - sample.count)...(networks - sample.count))
      for distance in [sample.exact, sample.limit ?? 0] {
        try OutcomeError.require("a distance", distance, in: 0...1)
      }
      try OutcomeError.require("bins", sample.bins.count, in: 0...LogSample.binCount)
      for count in sample.bins {
        try OutcomeError.require("the networks of a bin", count, in: 0...sample.count)
      }
    }
  }

  /// Draws the networks one after another, and compares what they make of the direction with the laws; no state is kept.
  ///
  /// - Throws: What `check` throws, `CancellationError`.
  public func run(on _: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try check()
    let moments = try moments
    let widths = moments.map(\.width)
    let input = [Real](repeating: 1 / Real(inputs).squareRoot(), count: inputs)
    let direction = input.enumerated().map { $0.offset % 2 == 0 ? $0.element : -$0.element }
    var network = try DirectionalNetwork(
      layers, beginning: initialization, input: input, direction: direction)
    var norms: [Double] = []
    var gradients = [[Double]](repeating: [], count: hasGradients ? widths.count : 0)
    let key = RandomKey(seed: seed)["network"]
    for number in 0..<networks {
      try Task.checkCancellation()
      let draw = network.draw(from: key[number])
      norms.append(draw.square.logarithm)
      for (layer, gradient) in draw.gradients.enumerated() { gradients[layer].append(gradient.logarithm) }
    }
    let means = logMeans(moments)
    let norm = LogSample(
      norms.map { $0 - means.norm }, law: ProductLaw(widths: widths), limit: try limit)
    var laws: [[Int]: ProductLaw] = [:]
    return Outcome(
      norm: norm,
      gradients: gradients.enumerated().map { layer, logs in
        let law = ProductLaw.widths(ofGradient: layer, widths)
        let known = laws[law.sorted()] ?? ProductLaw(widths: law)
        laws[law.sorted()] = known
        return LogSample(logs.map { $0 - means.gradients[layer] }, law: known)
      })
  }

  /// The logarithms of the mean of ‖Ju‖², Π n_l Var[w]/2, and of the mean squared gradients of single weights: what comes to the
  /// weight, times what goes from there to the output.
  private func logMeans(_ moments: [LayerMoments]) -> (norm: Double, gradients: [Double]) {
    let factors = moments.map { log(Double($0.width) * $0.weightVariance / 2) }
    let last = moments.last?.width ?? inputs
    let output = log(initialization.weights.secondMoment(Fans(fanIn: last, fanOut: 1)) / 2)
    let gradients = moments.indices.map { layer in
      factors[..<layer].reduce(0, +) - log(Double(moments[layer].fanIn))
        + factors[(layer + 1)...].reduce(output, +)
    }
    return (factors.reduce(0, +), gradients)
  }
}
