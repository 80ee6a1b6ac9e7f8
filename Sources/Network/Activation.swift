import Autodiff
import Synchronization
import Theory
import Wording

/// The nonlinearity between layers: a function of each number, with the number behind its name where it has one.
public struct Activation: Sendable {
  /// The function that is applied.
  public let function: any ActivationFunction
  /// The number behind its name; nil where it has none.
  public let parameter: Double?

  /// All activations.
  private static let functions: [any ActivationFunction.Type] = [
    ReLU.self, LeakyReLU.self, Tanh.self, ELU.self, SELU.self, GELU.self, GELUTanh.self, SiLU.self,
    Sigmoid.self,
    ErrorFunction.self, Softplus.self, Identity.self,
  ]

  private init?(_ type: any ActivationFunction.Type, _ parameter: Double?) {
    guard let function = type.init(parameter: parameter) else { return nil }
    self.function = function
    self.parameter = parameter
  }

  /// The activation of a function that takes no number.
  private init(_ function: some ActivationFunction) {
    self.function = function
    parameter = nil
  }

  /// max(0, x).
  public static let relu = Activation(ReLU())
  /// The hyperbolic tangent.
  public static let tanh = Activation(Tanh())

  /// x where positive, else a multiple of it.
  ///
  /// - Parameter slope: A positive number.
  public static func leakyReLU(slope: Double) -> Activation {
    guard let activation = Activation(LeakyReLU.self, slope) else {
      preconditionFailure("the slope must be positive, not \(slope)")
    }
    return activation
  }

  /// The function as theory sees it, which is the same every time: it keeps what it was found to do.
  public var nonlinearity: Nonlinearity {
    Self.nonlinearities.withLock { known in
      if let known = known[self] { return known }
      let own = function.nonlinearity
      known[self] = own
      return own
    }
  }

  private static let nonlinearities = Mutex<[Activation: Nonlinearity]>([:])

  /// The slope for negative inputs of a rectifier: 0, or a leaky one's own; nil for other activations.
  public var negativeSlope: Double? { function.negativeSlope }
}

extension Activation: Hashable {
  /// Whether both are the same function with the same number.
  public static func == (a: Activation, b: Activation) -> Bool {
    type(of: a.function) == type(of: b.function) && a.parameter == b.parameter
  }

  /// Takes in the function and its number.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(type(of: function)))
    hasher.combine(parameter)
  }
}

extension Activation: RawRepresentable, Codable {
  /// The activation with a name, behind which a colon and a number may stand, such as `leaky-relu:0.1`.
  public init?(rawValue: String) {
    let parts = rawValue.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let type = Self.functions.first(where: { $0.word == parts[0] }) else { return nil }
    guard parts.count == 2 else {
      self.init(type, type.parameter?.standard)
      return
    }
    guard type.parameter != nil, let number = Double(word: parts[1]) else { return nil }
    self.init(type, number)
  }

  /// The activation's name.
  public var rawValue: String {
    let word = type(of: function).word
    return parameter.map { "\(word):\($0)" } ?? word
  }

  /// What completes "expected …" where a name is wanted.
  public static var expected: String { words.alternatives }

  /// The names of all activations, with what may stand behind them.
  package static var words: [String] {
    functions.map { type in type.word + (type.parameter.map { ":\($0.name)" } ?? "") }
  }
}

extension Layer {
  /// A nonlinearity.
  public static func activation(_ activation: Activation) -> Layer { Layer(activation) }
}

extension Activation: LayerKind {
  /// What it computes.
  public var role: Layer.Role { .activation(self) }

  /// It as a line of a listing.
  public var listing: String { rawValue }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    try propagation.activate(by: nonlinearity)
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.activate(function, called: type(of: function).word, after: stream)
  }
}

extension ActivationFunction {
  /// The function as theory sees it, with closed solutions where there are such.
  fileprivate var nonlinearity: Nonlinearity {
    if let negativeSlope { return .rectifier(Rectifier(slope: negativeSlope)) }
    return self is ErrorFunction ? .errorFunction : Nonlinearity { point(at: $0) }
  }
}
