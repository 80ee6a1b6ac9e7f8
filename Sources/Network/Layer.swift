/// One layer as data: what it is and how large, before any weight exists.
public enum Layer: Hashable, Sendable, CustomStringConvertible {
  /// Weights [outputs, inputs] and, where it has them, biases [outputs].
  case linear(name: String, inputs: Int, outputs: Int, hasBias: Bool)
  /// A nonlinearity.
  case activation(Activation)
  /// Images as vectors.
  case flatten

  /// The layer as one line of a listing.
  public var description: String {
    switch self {
    case .linear(let name, let inputs, let outputs, let hasBias):
      "\(name): linear \(inputs) → \(outputs)\(hasBias ? "" : " without biases")"
    case .activation(let activation): activation.rawValue
    case .flatten: "flatten"
    }
  }
}
