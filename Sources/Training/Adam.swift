/// Adam: steps along a running mean of gradients, each number's over the root of the running mean of its squares.
///
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², and in step t
/// w ← w − rate · m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε), since both means begin at zero.
///
/// Source: Kingma & Ba 2015, *Adam: A Method for Stochastic Optimization*, algorithm 1 and its defaults.
public struct Adam: Hashable, Codable, Sendable {
  /// The learning rate, which bounds how far a weight moves in a step, roughly.
  public var rate: Double
  /// How much of the mean gradient is kept from step to step.
  public var beta1: Double
  /// How much of the mean square is kept from step to step.
  public var beta2: Double
  /// What is added to the root, so that nothing is divided by zero.
  public var epsilon: Double

  /// Adam at a rate; the paper's unless said otherwise.
  public init(
    rate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }
}
