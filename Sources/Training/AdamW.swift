import Forms
import Numbers

/// Adam with weight decay apart from the gradients: w ← w − rate · weightDecay · w before each of Adam's steps.
///
/// Source: Loshchilov & Hutter 2019, *Decoupled Weight Decay Regularization*; the decay of 0.01 is PyTorch's.
public struct AdamW: UpdateRule {
  /// The name in files and on the command line.
  public static let name = "adamw"
  /// PyTorch's.
  public static let standard = AdamW()

  /// The learning rate, which bounds how far a weight moves in a step, roughly.
  public var rate: Double
  /// How much of the mean gradient is kept from step to step.
  public var beta1: Double
  /// How much of the mean square is kept from step to step.
  public var beta2: Double
  /// What is added to the root, so that nothing is divided by zero.
  public var epsilon: Double
  /// The share of a weight that it loses in each step, over the rate.
  public var weightDecay: Double

  /// AdamW at a rate; PyTorch's unless said otherwise.
  public init(
    rate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0.01
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// Adam's, and the decay.
  public static var fields: [ValueForm.Field] {
    Adam.fields + [
      .init(
        "weightDecay", .number(in: 0...Double.infinity),
        "The share of a weight that it loses in each step, over the rate.", option: "--weight-decay W")
    ]
  }

  /// Adam's.
  public var memories: [String] { Adam.standard.memories }

  /// Moves weights by one step.
  public func step(
    _ step: UpdateStep, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ memories: inout MutableSpan<Real>
  ) {
    Adam(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
      .step(step, decay: step.rate * weightDecay, &weights, gradients, &memories)
  }
}

extension Optimizer {
  /// AdamW.
  public static func adamW(_ rule: AdamW) -> Optimizer { Optimizer(rule) }
}
