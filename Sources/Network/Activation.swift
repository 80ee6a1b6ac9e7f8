import Autodiff

/// The nonlinearity between layers.
public enum Activation: Hashable, Sendable {
  /// max(0, x).
  case relu
  /// x where positive, else a multiple of it.
  case leakyReLU(slope: Double)
  /// The hyperbolic tangent.
  case tanh

  /// The slope for negative inputs of a rectifier: 0, or a leaky one's own; nil for other activations.
  public var negativeSlope: Double? {
    switch self {
    case .relu: 0
    case .leakyReLU(let slope): slope
    case .tanh: nil
    }
  }
}

extension Activation: RawRepresentable, Codable {
  /// The activation with a name: `relu`, `tanh` or `leaky-relu:SLOPE`.
  public init?(rawValue: String) {
    let parts = rawValue.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("relu", 1): self = .relu
    case ("tanh", 1): self = .tanh
    case ("leaky-relu", 1): self = .leakyReLU(slope: 0.01)
    case ("leaky-relu", 2):
      guard let slope = Double(word: parts[1]), slope > 0 else { return nil }
      self = .leakyReLU(slope: slope)
    default: return nil
    }
  }

  /// The activation's name.
  public var rawValue: String {
    switch self {
    case .relu: "relu"
    case .leakyReLU(let slope): "leaky-relu:\(slope)"
    case .tanh: "tanh"
    }
  }
}

extension Activation: LayerKind {
  /// What it computes.
  public var role: Layer.Role { .activation(self) }

  /// It as a line of a listing.
  public var listing: String { rawValue }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    switch self {
    case .relu: try lowering.apply(ReLU(), to: stream)
    case .leakyReLU(let slope): try lowering.apply(LeakyReLU(slope: Real(slope)), to: stream)
    case .tanh: try lowering.apply(Tanh(), to: stream)
    }
  }
}
