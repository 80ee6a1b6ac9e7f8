/// Stochastic gradient descent with a fixed rate: v ← momentum · v + (g + weightDecay · w), w ← w − rate · v.
///
/// The order of the two terms and their sign are PyTorch's.
public struct SGD: Hashable, Codable, Sendable {
  /// The learning rate.
  public var rate: Double
  /// The share of the last step that is kept; 0 for plain descent.
  public var momentum: Double
  /// The factor of the weights in their own gradient, the derivative of (weightDecay / 2) ‖w‖².
  public var weightDecay: Double

  /// Descent at a rate.
  public init(rate: Double = 0.01, momentum: Double = 0, weightDecay: Double = 0) {
    self.rate = rate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }
}
