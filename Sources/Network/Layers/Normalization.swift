import Autodiff
import Numbers
import Theory

/// A layer that gives numbers a mean and a variance.
protocol NormalizationKind: LayerKind {
  /// What the gains begin with.
  var gain: Double { get set }
}

extension Layer.BatchNormalization: NormalizationKind {}
extension Layer.ExampleNormalization: NormalizationKind {}

extension Layer {
  /// Each feature less its mean over the batch, in standard deviations, with a gain and a bias; in tests running averages take
  /// the batch's place.
  public static func batchNorm(_ layer: BatchNormalization) -> Layer { Layer(layer) }

  /// Groups of each example's numbers less their mean, in standard deviations, with gains and biases.
  public static func exampleNorm(_ layer: ExampleNormalization) -> Layer { Layer(layer) }

  /// Batch normalisation: gains and biases [features], running means and variances [features].
  public struct BatchNormalization: LayerKind {
    /// The name of its arrays.
    public let name: String
    /// What the gains begin with: 0 lets a branch that ends so begin as nothing.
    public var gain: Double
    /// The share of a batch in the running averages.
    public var momentum: Double
    /// What is added to variances.
    public var epsilon: Double

    /// Batch normalisation; as PyTorch has it unless said otherwise.
    public init(name: String, gain: Double = 1, momentum: Double = 0.1, epsilon: Double = 1e-5) {
      self.name = name
      self.gain = gain
      self.momentum = momentum
      self.epsilon = epsilon
    }
  }

  /// Layer, group and RMS normalisation.
  public struct ExampleNormalization: LayerKind {
    /// What is normalised together, and what is learnt.
    public enum Form: Hashable, Sendable {
      /// All numbers of an example; a gain and a bias for each.
      case layer
      /// Each of so many groups of channels with their pixels; a gain and a bias for each channel.
      case group(Int)
      /// All numbers of an example by their root mean square; a gain for each.
      case rootMeanSquare
    }

    /// The name of its arrays.
    public let name: String
    /// What is normalised together, and what is learnt.
    public let form: Form
    /// What the gains begin with: 0 lets a branch that ends so begin as nothing.
    public var gain: Double
    /// What is added to variances.
    public var epsilon: Double

    /// The normalisation of each example by itself; ε as PyTorch has it unless said otherwise.
    public init(name: String, _ form: Form, gain: Double = 1, epsilon: Double? = nil) {
      self.name = name
      self.form = form
      self.gain = gain
      self.epsilon = epsilon ?? (form == .rootMeanSquare ? Double(Float.ulpOfOne) : 1e-5)
    }
  }
}

extension Layer.BatchNormalization {
  /// The exact laws of lengths do not know it.
  public var role: Layer.Role { .other }

  /// It as a line of a listing.
  public var listing: String { "\(name): batch norm\(gain == 1 ? "" : ", gain \(gain)")" }

  /// A gain and a bias a feature.
  public func parameterCount(after extents: [Int]) -> Int { 2 * (extents.first ?? 0) }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    try propagation.pair.normalizeBatch(gain: gain, epsilon: epsilon)
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    let features = lowering.shape(of: stream).extents.first ?? 1
    let shape = Shape.fixed(features)
    return try lowering.apply(
      BatchNorm(momentum: Real(momentum), epsilon: Real(epsilon)), to: stream,
      lowering.parameter(shape, name: "\(name).weight", beginning: Real(gain)),
      lowering.parameter(shape, name: "\(name).bias", beginning: 0),
      lowering.state(shape, name: "\(name).running_mean", beginning: 0),
      lowering.state(shape, name: "\(name).running_var", beginning: 1), lowering.memo(.fixed(2, features)),
      place: name)
  }
}

extension Layer.ExampleNormalization {
  /// The exact laws of lengths do not know it.
  public var role: Layer.Role { .other }

  /// It as a line of a listing.
  public var listing: String {
    let what =
      switch form {
      case .layer: "layer norm"
      case .group(let groups): "group norm, \(groups) groups"
      case .rootMeanSquare: "RMS norm"
      }
    return "\(name): \(what)\(gain == 1 ? "" : ", gain \(gain)")"
  }

  /// A gain, and a bias where there is one, for each number or channel.
  public func parameterCount(after extents: [Int]) -> Int {
    switch form {
    case .layer: 2 * extents.reduce(1, *)
    case .group: 2 * (extents.first ?? 0)
    case .rootMeanSquare: extents.reduce(1, *)
    }
  }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    propagation.pair.normalize(gain: gain, isCentred: form != .rootMeanSquare, epsilon: epsilon)
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    let extents = lowering.shape(of: stream).extents
    var (groups, shape) = (1, Shape(isBatched: false, extents: extents))
    if case .group(let count) = form { (groups, shape) = (count, .fixed(extents.first ?? 1)) }
    let gains = lowering.parameter(shape, name: "\(name).weight", beginning: Real(gain))
    let memo = lowering.memo(.batch(2 * groups))
    let isCentred = form != .rootMeanSquare
    let operation = ExampleNorm(groups: groups, isCentred: isCentred, epsilon: Real(epsilon))
    guard isCentred else { return try lowering.apply(operation, to: stream, gains, memo, place: name) }
    let biases = lowering.parameter(shape, name: "\(name).bias", beginning: 0)
    return try lowering.apply(operation, to: stream, gains, biases, memo, place: name)
  }
}

extension Layer.BatchNormalization: NamedLayerKind {
  /// `batch-norm`.
  public static var words: [String] { ["batch-norm"] }

  /// Batch normalisation.
  public init(_ item: inout LayerItem) throws(ArchitectureError) {
    try item.bare()
    self.init(
      name: item.name, gain: try item.number("gain", standard: 1, in: -1e9...1e9),
      momentum: try item.number("momentum", standard: 0.1, in: 0...1),
      epsilon: try item.number("epsilon", standard: 1e-5, in: 0...1))
  }
}

extension Layer.ExampleNormalization: NamedLayerKind {
  /// `layer-norm`, `rms-norm`, and `group-norm` with the number of groups behind it.
  public static var words: [String] { ["layer-norm", "group-norm", "rms-norm"] }

  /// The normalisation of each example by itself.
  public init(_ item: inout LayerItem) throws(ArchitectureError) {
    let form: Form
    if item.word == "group-norm" {
      let groups = try item.size()
      guard let features = item.extents.first, features % groups == 0 else {
        throw item.error(
          item.word, "a divisor of \(item.extents.first ?? 0) channels", .integer(groups))
      }
      form = .group(groups)
    } else {
      try item.bare()
      form = item.word == "layer-norm" ? .layer : .rootMeanSquare
    }
    self.init(name: item.name, form, gain: try item.number("gain", standard: 1, in: -1e9...1e9))
    epsilon = try item.number("epsilon", standard: epsilon, in: 0...1)
  }
}
