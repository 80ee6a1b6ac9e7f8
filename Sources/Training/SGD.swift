import Forms
import Numbers

/// Stochastic gradient descent: v ← momentum · v + (g + weightDecay · w), w ← w − rate · v; or, by Nesterov's rule,
/// w ← w − rate · (g + weightDecay · w + momentum · v).
///
/// The order of the terms and their sign are PyTorch's, and so is its form of Nesterov's rule.
public struct SGD: UpdateRule {
  /// The name in files and on the command line.
  public static let name = "sgd"
  /// Plain descent at a rate of 0.01.
  public static let standard = SGD()

  /// The learning rate.
  public var rate: Double
  /// The share of the last step that is kept; 0 for plain descent.
  public var momentum: Double
  /// The factor of the weights in their own gradient, the derivative of (weightDecay / 2) ‖w‖².
  public var weightDecay: Double
  /// Whether the step looks ahead by the velocity's share; nil, as where there is no momentum, for no.
  public var nesterov: Bool?

  /// Descent at a rate.
  public init(rate: Double = 0.01, momentum: Double = 0, weightDecay: Double = 0, nesterov: Bool? = nil) {
    self.rate = rate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.nesterov = nesterov
  }

  /// Rate, momentum and weight decay.
  public static var fields: [ValueForm.Field] {
    [
      .rate,
      .init(
        "momentum", .number(in: 0...1), "The share of the last step that is kept.", short: "momentum",
        option: "--momentum M"),
      .init(
        "weightDecay", .number(in: 0...Double.infinity), "The factor of the weights in their own gradient.",
        option: "--weight-decay W"),
      .init("nesterov", .flag, "Whether the step looks ahead (Nesterov's rule).", option: "--nesterov"),
    ]
  }

  /// The velocities, where a share of the last step is kept.
  public var memories: [String] { momentum == 0 ? [] : ["velocities"] }

  /// Plain descent leaves a weight alone that has no gradient.
  public var movesByGradientAlone: Bool { momentum == 0 && weightDecay == 0 && abs(rate) < 1e20 }

  /// Moves weights by one step.
  public func step(
    _ step: UpdateStep, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ velocities: inout MutableSpan<Real>
  ) {
    let (rate, decay, momentum) = (Real(step.rate), Real(weightDecay), Real(self.momentum))
    precondition(gradients.count == weights.count)
    if self.momentum == 0 {
      for i in 0..<weights.count {
        let weight = weights[unchecked: i]
        weights[unchecked: i] = weight - rate * (gradients[unchecked: i] + decay * weight)
      }
    } else {
      precondition(velocities.count >= weights.count)
      let ahead = nesterov == true
      for i in 0..<weights.count {
        let weight = weights[unchecked: i]
        let gradient = gradients[unchecked: i] + decay * weight
        let velocity = momentum * velocities[unchecked: i] + gradient
        velocities[unchecked: i] = velocity
        weights[unchecked: i] = weight - rate * (ahead ? gradient + momentum * velocity : velocity)
      }
    }
  }
}

extension Optimizer {
  /// Stochastic gradient descent, with or without momentum.
  public static func sgd(_ rule: SGD) -> Optimizer { Optimizer(rule) }
}
