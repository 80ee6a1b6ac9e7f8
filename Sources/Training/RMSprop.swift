import Forms
import Numbers

/// RMSprop: gradients over the root of the running mean of their squares, with or without momentum.
///
/// v ← α v + (1 − α) g², b ← momentum · b + g / (√v + ε), w ← w − rate · b.
///
/// Source: Tieleman & Hinton 2012, lecture 6.5 of *Neural Networks for Machine Learning*; the defaults are PyTorch's.
public struct RMSprop: UpdateRule {
  /// The name in files and on the command line.
  public static let name = "rmsprop"
  /// PyTorch's.
  public static let standard = RMSprop()

  /// The learning rate.
  public var rate: Double
  /// How much of the mean square is kept from step to step, α.
  public var alpha: Double
  /// What is added to the root, so that nothing is divided by zero.
  public var epsilon: Double
  /// The share of the last step that is kept.
  public var momentum: Double
  /// The factor of the weights in their own gradient.
  public var weightDecay: Double

  /// RMSprop at a rate; PyTorch's unless said otherwise.
  public init(
    rate: Double = 0.01, alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0,
    weightDecay: Double = 0
  ) {
    self.rate = rate
    self.alpha = alpha
    self.epsilon = epsilon
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// Rate, share, ε, momentum and weight decay.
  public static var fields: [ValueForm.Field] {
    [
      .rate, .init("alpha", .share, "How much of the mean square is kept from step to step."), .epsilon,
      .init(
        "momentum", .number(in: 0...1), "The share of the last step that is kept.", option: "--momentum M"),
      .init(
        "weightDecay", .number(in: 0...Double.infinity), "The factor of the weights in their own gradient.",
        option: "--weight-decay W"),
    ]
  }

  /// The running means of squares, and the velocities where a share of the last step is kept.
  public var memories: [String] { momentum == 0 ? ["squares"] : ["squares", "velocities"] }

  /// Moves weights by one step.
  public func step(
    _ step: UpdateStep, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ memories: inout MutableSpan<Real>
  ) {
    let (rate, alpha, fresh, epsilon) = (Real(step.rate), Real(alpha), Real(1 - self.alpha), Real(epsilon))
    let (decay, momentum) = (Real(weightDecay), Real(self.momentum))
    let (count, stride) = (weights.count, step.stride)
    let keepsVelocity = self.momentum != 0
    precondition(gradients.count == count && memories.count >= (keepsVelocity ? stride : 0) + count)
    for i in 0..<count {
      let gradient = gradients[unchecked: i] + decay * weights[unchecked: i]
      let square = alpha * memories[unchecked: i] + fresh * gradient * gradient
      memories[unchecked: i] = square
      var move = gradient / (square.squareRoot() + epsilon)
      if keepsVelocity {
        move += momentum * memories[unchecked: stride + i]
        memories[unchecked: stride + i] = move
      }
      weights[unchecked: i] -= rate * move
    }
  }
}

extension Optimizer {
  /// RMSprop.
  public static func rmsprop(_ rule: RMSprop) -> Optimizer { Optimizer(rule) }
}
