import Autodiff
import Datasets
import Foresight
import Forms
import Foundation
import Network
import Numbers
import Randomness

/// The mean lengths M_j = ‖act_j‖² / n_j of every hidden layer, over many initialisations of one network
/// (paper A, figure 1(a)).
public struct LengthTrial: Trial {
  /// The network; it has no output layer.
  public var architecture: Architecture
  /// How its weights are drawn.
  public var initialization: Initialization
  /// What it is given.
  public var input: Input
  /// The number of networks.
  public var networks: Int
  /// The seed of the networks and of random inputs.
  public var seed: UInt64

  /// What a network is given.
  public enum Input: Hashable, Codable, Sendable {
    /// A vector of length 1 in a random direction, another for each network.
    case unit(dimension: Int)
    /// A training image of a set, its pixels between 0 and 1.
    case image(set: DatasetName, index: Int)
  }

  /// What a run found out, one entry a hidden layer; lengths are relative to the input's, M_j / M_0.
  public struct Outcome: TrialOutcome {
    /// The lengths, layer after layer.
    public let layers: [LengthSummary]
    /// The empirical variance of M_1 … M_d across the layers of each network, over M_0² (paper A's FM2).
    public let layerVariance: LengthSummary
    /// The logarithms of the last layer's lengths; nil for runs of earlier versions, which did not keep them.
    public let logarithms: LogHistogram?
    /// M_j / M_{j−1}, layer after layer, over the networks whose layer before is not dead; nil for runs of
    /// earlier versions.
    ///
    /// Unlike lengths, these factors have light tails at any depth.
    public let growths: [LengthSummary]?

    /// The mean length, `length`, over the hidden layers, counted from 1.
    public var layerCurves: [CurvePoint] {
      layers.enumerated().map { place, layer in
        CurvePoint(step: place + 1, numbers: [("length", layer.mean)])
      }
    }

    /// What a run found out.
    public init(
      layers: [LengthSummary], layerVariance: LengthSummary, logarithms: LogHistogram? = nil,
      growths: [LengthSummary]? = nil
    ) {
      self.layers = layers
      self.layerVariance = layerVariance
      self.logarithms = logarithms
      self.growths = growths
    }

    /// Layer by layer the mean length and the mean of its logarithm, with their standard errors, the growth, and how many
    /// networks have a layer of zeros; then the mean variance across layers.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .numbers("length") { $0.layers.map(\.mean) },
      .numbers("length_error") { $0.layers.map(\.standardError) },
      .numbers("log_length", isLogarithm: true) { $0.layers.map(\.logMean) },
      .numbers("log_length_error") { $0.layers.map(\.logStandardError) },
      .numbers("growth") { $0.growths?.map(\.mean) },
      .counts("dead_networks") { $0.layers.map(\.dead) },
      .number("layer_variance", \.layerVariance.mean),
    ]

    /// What several runs of one setting, which differ in their seeds, found out together.
    public init(pooling outcomes: [Outcome]) {
      var layers = outcomes.first?.layers ?? []
      var layerVariance = outcomes.first?.layerVariance ?? LengthSummary()
      var logarithms = outcomes.first?.logarithms
      var growths = outcomes.first?.growths
      for outcome in outcomes.dropFirst() {
        if let other = outcome.logarithms { logarithms?.add(other) } else { logarithms = nil }
        growths = growths.flatMap { mine in
          outcome.growths.map { zip(mine, $0).map { $0.adding($1) } }
        }
        for layer in layers.indices { layers[layer].add(outcome.layers[layer]) }
        layerVariance.add(outcome.layerVariance)
      }
      self.init(layers: layers, layerVariance: layerVariance, logarithms: logarithms, growths: growths)
    }
  }

  /// A trial of many networks.
  public init(
    architecture: Architecture, initialization: Initialization, input: Input, networks: Int, seed: UInt64
  ) {
    self.architecture = architecture
    self.initialization = initialization
    self.input = input
    self.networks = networks
    self.seed = seed
  }

  /// The name of this sort of trial in files.
  public static let kind = "lengths"

  /// Hidden layers.
  public static let measuredOver = ["layer"]

  /// The trial with every field at its default.
  public static let standard = LengthTrial(
    architecture: .fullyConnected(.standard),
    initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 10),
    networks: 1000,
    seed: 0)

  /// The data set that the run needs, if any.
  public var dataset: DatasetName? {
    if case .image(let name, _) = input { name } else { nil }
  }

  /// The number of multiplications, up to a factor, of a run that goes on to the end.
  public var cost: Double {
    let layers = (try? architecture.layers(input: extents, classes: nil)) ?? []
    return Double(networks) * NetworkSize(layers, input: extents).multiplications
  }

  /// One network at a time, all of which are drawn and measured.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let layers = try architecture.layers(input: extents, classes: nil)
    return Demand(drawing: Double(networks), NetworkSize(layers, input: extents))
  }

  /// A few of the trial's networks.
  public var sample: TrialSample<LengthTrial> { TrialSample(of: self, \.networks, most: 20) }

  /// Sees that the network can be built.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    try demand().check()
    var recording = Recording()
    _ = try Network(
      architecture.layers(input: extents, classes: nil), beginning: initialization, input: extents,
      into: &recording)
  }

  /// Draws the networks one after another and measures each; no state is kept.
  ///
  /// - Throws: What `check` throws, `FieldError` where the set has no such image, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try demand().check()
    try checkImage(on: shelf)
    var recording = Recording()
    let layers = try architecture.layers(input: extents, classes: nil)
    let network = try Network(layers, beginning: initialization, input: extents, into: &recording)
    let plan = Plan(recording, keeping: network.activations)
    var workspace = Workspace(plan, capacity: 1)
    workspace.isTraining = false
    var pass = ScaledPass(network, plan)
    var summaries = network.activations.map { _ in LengthSummary() }
    var growths = summaries
    var layerVariance = LengthSummary()
    var logarithms = LogHistogram()
    var lengths = [ScaledNumber](repeating: ScaledNumber(0), count: summaries.count)
    for number in 0..<networks {
      try Task.checkCancellation()
      let key = RandomKey(seed: seed)["network"][number]
      // An image is the same for all networks.
      if number == 0 || dataset == nil {
        workspace.write(network.input) { fillInput(&$0, shelf, key["input"]) }
      }
      network.initialize(&workspace, from: key)
      let start = ScaledNumber(workspace.read(network.input, meanSquare))
      pass.forward(&workspace) { layer, square in
        lengths[layer] = square / start
        summaries[layer].add(lengths[layer])
        let before = layer == 0 ? ScaledNumber(1) : lengths[layer - 1]
        if before.significand > 0 { growths[layer].add(lengths[layer] / before) }
      }
      layerVariance.add(variance(lengths))
      logarithms.add(lengths.last ?? ScaledNumber(0))
    }
    return Outcome(
      layers: summaries, layerVariance: layerVariance, logarithms: logarithms, growths: growths)
  }

  /// What theory says of the lengths.
  ///
  /// - Throws: `ArchitectureError` where the network cannot be built, `FieldError` where the set has no such
  ///   image.
  public func prediction(on shelf: DataShelf) throws -> LengthPrediction {
    try checkImage(on: shelf)
    let layers = try architecture.layers(input: extents, classes: nil)
    _ = try initialization.prepared(layers)
    return LengthPrediction(layers, initialization, input: predictedInput(on: shelf), extents: extents)
  }

  private func predictedInput(on shelf: DataShelf) -> LengthPrediction.Input {
    if case .unit = input { return .randomDirection }
    var values = [Real](repeating: 0, count: extents.reduce(1, *))
    var span = values.mutableSpan
    fillInput(&span, shelf, RandomKey(seed: seed))
    return .fixed(values.map { Double($0) })
  }

  /// Sees that the set has the image; a copy of it may have fewer than the published one.
  private func checkImage(on shelf: DataShelf) throws(FieldError) {
    guard case .image(let set, let index) = input else { return }
    let count = shelf[set].train.count
    if !(0..<count).contains(index) {
      throw FieldError(
        ["input", "image", "index"], expected: "0 to \(count - 1), as \(set.rawValue) has",
        found: "\(index)")
    }
  }

  /// The extents of one input.
  package var extents: [Int] {
    switch input {
    case .unit(let dimension): [dimension]
    case .image(let name, _): name.shape.extents
    }
  }

  private func fillInput(_ values: inout MutableSpan<Real>, _ shelf: DataShelf, _ key: RandomKey) {
    switch input {
    case .unit: key.fillUnit(&values)
    case .image(let name, let index): shelf[name].train.fill(&values, with: index)
    }
  }
}

/// The mean square less the square of the mean, over all numbers; infinite where one of them is.
private func variance(_ numbers: [ScaledNumber]) -> ScaledNumber {
  guard numbers.allSatisfy(\.isFinite) else { return ScaledNumber(numbers.reduce(0) { $0 + $1.value }) }
  // As they stand where their squares are in the range of numbers, and else relative to the largest.
  let size = numbers.reduce(-1000) { $1.significand == 0 ? $0 : max($0, $1.size) }
  let unit = abs(size) > 500 ? size : 0
  let count = Double(numbers.count)
  let mean = numbers.reduce(0) { $0 + $1.over(powerOfTwo: unit) } / count
  let variance = numbers.reduce(0) { sum, number in
    let difference = number.over(powerOfTwo: unit) - mean
    return sum + difference * difference
  }
  return ScaledNumber(variance / count, exponent: 2 * unit)
}
