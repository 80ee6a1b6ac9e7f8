import Foundation
import Network

/// What becomes of inputs layer by layer in many networks at their beginning, and of their gradients on the way back, beside the
/// limit of great width (Poole et al. 2016; Schoenholz et al. 2017).
///
/// It is measured at the input and, of each hidden layer, at what its activation is given, or at what a residual module puts out. There
/// a product's numbers hold the noise of the layer before and none of their own layer's. Gradients begin at the last hidden layer, with a
/// vector of length 1 in a random direction, the same for both inputs of a pair.
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
  }

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// The input, and then hidden layer after hidden layer.
    public let places: [Place]

    /// What was found at a place.
    public struct Place: Hashable, Codable, Sendable {
      /// q, the mean square of the numbers of an input.
      public let square: LengthSummary
      /// c, the correlation of the two inputs; nil where it is a number in no network.
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
        func sum(_ one: NumberSummary?, _ two: NumberSummary?) -> NumberSummary? {
          one.flatMap { one in two.map { one.adding($0) } ?? one } ?? two
        }
        return Place(
          square: square.adding(other.square), correlation: sum(correlation, other.correlation),
          gradient: gradient.adding(other.gradient),
          gradientCorrelation: sum(gradientCorrelation, other.gradientCorrelation))
      }
    }

    /// What a run found out.
    public init(places: [Place]) { self.places = places }

    /// What several runs of one setting, which differ in their seeds, found out together.
    public init(pooling outcomes: [Outcome]) {
      self.init(
        places: outcomes.dropFirst().reduce(outcomes.first?.places ?? []) { sums, outcome in
          zip(sums, outcome.places).map { $0.adding($1) }
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
    var demand = Demand(drawing: Double(networks), NetworkSize(layers, input: [dimension]), examples: 48)
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

  /// The numbers of one input.
  var dimension: Int { pair.dimension }

  /// The pair that each network is given.
  package var pair: (dimension: Int, square: Double, correlation: Double) {
    switch input {
    case .pair(let dimension, let square, let correlation): (dimension, square, correlation)
    }
  }
}
