import Forms
import Numbers

/// Stochastic gradient descent with a fixed rate: v ← momentum · v + (g + weightDecay · w), w ← w − rate · v.
///
/// The order of the two terms and their sign are PyTorch's.
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

  /// Descent at a rate.
  public init(rate: Double = 0.01, momentum: Double = 0, weightDecay: Double = 0) {
    self.rate = rate
    self.momentum = momentum
    self.weightDecay = weightDecay
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
    ]
  }

  /// The velocities, where a share of the last step is kept.
  public var memories: [String] { momentum == 0 ? [] : ["velocities"] }

  /// Plain descent leaves a weight alone that has no gradient.
  public var movesByGradientAlone: Bool { momentum == 0 && weightDecay == 0 && abs(rate) < 1e20 }

  /// Moves all weights by one step.
  public func step(
    _: Int, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ velocities: inout MutableSpan<Real>
  ) {
    let (rate, decay, momentum) = (Real(rate), Real(weightDecay), Real(momentum))
    precondition(gradients.count == weights.count)
    if velocities.count == 0 {
      for i in 0..<weights.count {
        let weight = weights[unchecked: i]
        weights[unchecked: i] = weight - rate * (gradients[unchecked: i] + decay * weight)
      }
    } else {
      precondition(velocities.count == weights.count)
      for i in 0..<weights.count {
        let weight = weights[unchecked: i]
        let velocity = momentum * velocities[unchecked: i] + (gradients[unchecked: i] + decay * weight)
        velocities[unchecked: i] = velocity
        weights[unchecked: i] = weight - rate * velocity
      }
    }
  }
}

extension Optimizer {
  /// Stochastic gradient descent, with or without momentum.
  public static func sgd(_ rule: SGD) -> Optimizer { Optimizer(rule) }
}
