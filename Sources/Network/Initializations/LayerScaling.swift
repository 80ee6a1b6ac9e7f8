/// By what the weights of a layer were multiplied, given a batch, before the first step.
public struct LayerScaling: Hashable, Codable, Sendable {
  /// The layer's name.
  public let layer: String
  /// The product of all factors.
  public private(set) var factor = 1.0
  /// How many factors there were.
  public private(set) var trials = 0

  /// Weights as they are.
  public init(layer: String) { self.layer = layer }

  /// Takes in that the weights were multiplied once more.
  public mutating func multiply(by factor: Double) {
    self.factor *= factor
    trials += 1
  }
}
