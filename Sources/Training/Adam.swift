import Forms
import Foundation
import Numbers

/// Adam: steps along a running mean of gradients, each number's over the root of the running mean of its squares.
///
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², and in step t
/// w ← w − rate · m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε), since both means begin at zero.
///
/// Source: Kingma & Ba 2015, *Adam: A Method for Stochastic Optimization*, algorithm 1 and its defaults.
public struct Adam: UpdateRule {
  /// The name in files and on the command line.
  public static let name = "adam"
  /// The paper's.
  public static let standard = Adam()

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

  /// Rate, both shares and epsilon.
  public static var fields: [ValueForm.Field] {
    [
      .rate, .init("beta1", .share, "How much of the mean gradient is kept from step to step."),
      .init("beta2", .share, "How much of the mean square is kept from step to step."), .epsilon,
    ]
  }

  /// The running means of gradients, and of their squares.
  public var memories: [String] { ["means", "squares"] }

  /// Moves weights by one step.
  public func step(
    _ step: UpdateStep, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ memories: inout MutableSpan<Real>
  ) {
    self.step(step, decay: 0, &weights, gradients, &memories)
  }

  /// The same, after a share of the weights has been taken from them.
  func step(
    _ step: UpdateStep, decay: Double, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ memories: inout MutableSpan<Real>
  ) {
    let (beta1, beta2, epsilon, kept) = (Real(beta1), Real(beta2), Real(epsilon), Real(1 - decay))
    let (fresh1, fresh2) = (Real(1 - self.beta1), Real(1 - self.beta2))
    // The means are mended all at once, by the factors of one step.
    let rate = Real(step.rate / (1 - pow(self.beta1, Double(step.number))))
    let scale = Real(1 / (1 - pow(self.beta2, Double(step.number))).squareRoot())
    let (count, stride) = (weights.count, step.stride)
    precondition(gradients.count == count && memories.count >= stride + count)
    for i in 0..<count {
      let gradient = gradients[unchecked: i]
      let mean = beta1 * memories[unchecked: i] + fresh1 * gradient
      let square = beta2 * memories[unchecked: stride + i] + fresh2 * gradient * gradient
      memories[unchecked: i] = mean
      memories[unchecked: stride + i] = square
      weights[unchecked: i] =
        weights[unchecked: i] * kept - rate * mean / (square.squareRoot() * scale + epsilon)
    }
  }
}

extension Optimizer {
  /// Adam.
  public static func adam(_ rule: Adam) -> Optimizer { Optimizer(rule) }
}
