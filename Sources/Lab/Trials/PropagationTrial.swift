import Foundation
import Network

/// What becomes of inputs layer by layer in many networks at their beginning, and of their gradients on the way back, beside the
/// limit of great width (Poole et al. 2016; Schoenholz et al. 2017; of batches Yang et al. 2019).
///
/// It is measured at the input and, of each hidden layer, at what its activation is given, or at what a residual module puts out. There
/// a product's numbers hold the noise of the layer before and none of their own layer's. Gradients begin at the last hidden layer, with a
/// vector of length 1 in a random direction, the same for both inputs of a pair, each its own in a batch.
public struct PropagationTrial: Trial {
  /// The network; it has no output layer.
  public var architecture: Architecture
  /// How its weights are drawn.
  public var initialization: Initialization
  /// What it is given.
  public var input: Input
  /// The number of networks.
  public var networks: Int
  /// The seed of the networks and of their inputs.
  public var seed: UInt64

  /// What a network is given.
  public enum Input: Hashable, Codable, Sendable {
    /// Two vectors of so many numbers, another pair for each network: of this mean square and this correlation exactly, in directions
    /// that are random otherwise.
    case pair(dimension: Int, square: Double, correlation: Double)
    /// So many vectors of so many independent standard normal numbers, others for each network, which batch normalisation takes as one batch.
    case batch(dimension: Int, examples: Int)
    /// So many numbers at equal distances, the same for each network, one at a time: how alike the slopes of an output are there.
    case line(points: Int, from: Double, to: Double)
  }

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// The input, and then hidden layer after hidden layer; none of a line.
    public let places: [Place]
    /// How alike slopes are at points of a line, the nearest points first; none of other inputs.
    public let lags: [Lag]

    /// What was found at a place.
    public struct Place: Hashable, Codable, Sendable {
      /// q, the mean square of the numbers of an input.
      public let square: LengthSummary
      /// c, the correlation of two inputs; nil where it is a number in no network.
      public let correlation: NumberSummary?
      /// The squared norm of the gradient.
      public let gradient: LengthSummary
      /// The correlation of the two inputs' gradients; nil where it is a number in no network.
      public let gradientCorrelation: NumberSummary?

      /// What was found at a place.
      public init(
        square: LengthSummary, correlation: NumberSummary?, gradient: LengthSummary,
        gradientCorrelation: NumberSummary?
      ) {
        (self.square, self.correlation) = (square, correlation)
        (self.gradient, self.gradientCorrelation) = (gradient, gradientCorrelation)
      }

      /// What was found there in all networks of two runs.
      func adding(_ other: Place) -> Place {
        Place(
          square: square.adding(other.square), correlation: Outcome.sum(correlation, other.correlation),
          gradient: gradient.adding(other.gradient),
          gradientCorrelation: Outcome.sum(gradientCorrelation, other.gradientCorrelation))
      }
    }

    /// What was found of points of a line that are so far from each other.
    public struct Lag: Hashable, Codable, Sendable {
      /// How many steps one lies behind the other.
      public let points: Int
      /// The autocorrelation of an output's slopes; nil where it is a number in no network.
      public let correlation: NumberSummary?

      /// What was found of such points.
      public init(points: Int, correlation: NumberSummary?) {
        (self.points, self.correlation) = (points, correlation)
      }

      /// What was found in all networks of two runs.
      func adding(_ other: Lag) -> Lag {
        Lag(points: points, correlation: Outcome.sum(correlation, other.correlation))
      }
    }

    /// The numbers of both, where there are any.
    private static func sum(_ one: NumberSummary?, _ two: NumberSummary?) -> NumberSummary? {
      one.flatMap { one in two.map { one.adding($0) } ?? one } ?? two
    }

    /// What a run found out.
    public init(places: [Place], lags: [Lag] = []) { (self.places, self.lags) = (places, lags) }

    /// What several runs of one setting, which differ in their seeds, found out together.
    public init(pooling outcomes: [Outcome]) {
      self.init(
        places: outcomes.dropFirst().reduce(outcomes.first?.places ?? []) { sums, outcome in
          zip(sums, outcome.places).map { $0.adding($1) }
        },
        lags: outcomes.dropFirst().reduce(outcomes.first?.lags ?? []) { sums, outcome in
          zip(sums, outcome.lags).map { $0.adding($1) }
        })
    }

    /// q, c, the squared gradient and its correlation over the hidden layers, counted from 1.
    public var layerCurves: [CurvePoint] {
      places.dropFirst().enumerated().map { layer, place in
        let numbers: [(name: String, value: Double)?] = [
          ("square", place.square.mean), place.correlation.map { ("correlation", $0.mean) },
          ("gradient", place.gradient.mean),
          place.gradientCorrelation.map { ("gradient_correlation", $0.mean) },
        ]
        return CurvePoint(step: layer + 1, numbers: numbers.compactMap(\.self))
      }
    }

    /// The input and then layer by layer: means with their standard errors.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .numbers("square") { $0.places.map(\.square.mean) },
      .numbers("square_error") { $0.places.map(\.square.standardError) },
      .numbers("correlation") { $0.places.map(\.correlation?.mean) },
      .numbers("correlation_error") { $0.places.map(\.correlation?.standardError) },
      .numbers("gradient") { $0.places.map(\.gradient.mean) },
      .numbers("gradient_error") { $0.places.map(\.gradient.standardError) },
      .numbers("gradient_correlation") { $0.places.map(\.gradientCorrelation?.mean) },
      .numbers("gradient_correlation_error") { $0.places.map(\.gradientCorrelation?.standardError) },
      .counts("points_apart") { $0.lags.map(\.points) },
      .numbers("autocorrelation") { $0.lags.map(\.correlation?.mean) },
      .numbers("autocorrelation_error") { $0.lags.map(\.correlation?.standardError) },
    ]
  }

  /// The name of this sort of trial in files.
  public static let kind = "propagation"

  /// The trial with every field at its default.
  public static let standard = PropagationTrial(
    architecture: .fullyConnected(FullyConnected(.constant, depth: 10, widths: [100], activation: .tanh)),
    initialization: Initialization(
      weights: Initializer(gain: 1.5), biases: Initializer(gain: 0.05, over: .one)),
    input: .pair(dimension: 100, square: 1, correlation: 0.5), networks: 1000, seed: 0)

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

  /// The number of multiplications, up to a factor.
  public var cost: Double { (try? demand().multiplications) ?? 0 }

  /// One network at a time, forwards and backwards, and some numbers a network of each place.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let layers = try layers
    let examples =
      switch input {
      case .pair: 48.0
      case .batch(_, let count), .line(let count, _, _): max(48, Double(count))
      }
    var demand = Demand(
      drawing: Double(networks), NetworkSize(layers, input: [dimension]), examples: examples)
    demand.bytes += 2 * Double(layers.count + 1) * Double(networks) * Double(MemoryLayout<Double>.size)
    return demand
  }

  /// A few of the trial's networks.
  public var sample: TrialSample<PropagationTrial> { TrialSample(of: self, \.networks, most: 20) }

  /// The layers of one network, as its family says them.
  ///
  /// - Throws: `ArchitectureError`.
  var layers: [Layer] {
    get throws(ArchitectureError) { try architecture.layers(input: [dimension], classes: nil) }
  }

  /// The residual scales of the modules, the first to the last; none without modules.
  ///
  /// - Throws: `ArchitectureError`.
  package func residualScales() throws(ArchitectureError) -> [Double] {
    try layers.compactMap { $0.module?.scale }
  }

  /// The numbers of one input.
  var dimension: Int {
    switch input {
    case .pair(let dimension, _, _), .batch(let dimension, _): dimension
    case .line: 1
    }
  }

  /// How many inputs are seen as one batch; nil where each goes its own way.
  package var batch: Int? {
    if case .batch(_, let examples) = input { examples } else { nil }
  }

  /// How many points apart slopes are compared on a line: 1, 2, 4 and so on, up to a quarter of it; none for other inputs.
  package var lags: [Int] {
    guard case .line(let points, _, _) = input else { return [] }
    return Array(sequence(first: 1) { 2 * $0 }.prefix { 4 * $0 <= points })
  }
}

extension PropagationTrial.Outcome {
  private enum CodingKeys: String, CodingKey {
    case places
    case lags
  }

  /// Reads what a run found out; but for lines there are no lags.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      places: try container.decode([Place].self, forKey: .places),
      lags: try container.decodeIfPresent([Lag].self, forKey: .lags) ?? [])
  }

  /// Writes it, without lags where there are none.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(places, forKey: .places)
    if !lags.isEmpty { try container.encode(lags, forKey: .lags) }
  }
}
