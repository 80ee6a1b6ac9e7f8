import Autodiff
import Foundation
import Numbers

/// An optimiser at work: the rule, and what it remembers from step to step.
///
/// A `Trainer` has one of its own; a plan of one's own is trained by `forward`, `backward` and `step` in turn.
public struct Descent {
  private let rule: Optimizer
  /// One number a parameter: the velocities of a momentum, or Adam's mean gradients; empty for plain descent.
  var means: [Real]
  /// One number a parameter: Adam's mean squares; empty for others.
  var squares: [Real]
  /// How many steps were taken.
  var steps = 0

  /// An optimiser that has taken no step yet.
  ///
  /// - Parameter parameterCount: `Workspace.paddedParameterCount`.
  public init(_ rule: Optimizer, parameterCount: Int) {
    self.rule = rule
    switch rule {
    case .sgd(let rule):
      means = rule.momentum == 0 ? [] : Array(repeating: 0, count: parameterCount)
      squares = []
    case .adam:
      means = Array(repeating: 0, count: parameterCount)
      squares = means
    }
  }

  /// Whether a weight of gradient 0 stays as it is, and others move by so little a step that no loss can overflow.
  var movesByGradientAlone: Bool {
    guard case .sgd(let rule) = rule else { return false }
    return rule.momentum == 0 && rule.weightDecay == 0 && abs(rule.rate) < 1e20
  }

  /// Moves all parameters by one step, given their gradients as `Workspace.backward` has left them.
  public mutating func step(_ workspace: inout Workspace) {
    steps += 1
    switch rule {
    case .sgd(let rule): step(rule, &workspace)
    case .adam(let rule): Self.step(rule, number: steps, &means, &squares, &workspace)
    }
  }

  private mutating func step(_ rule: SGD, _ workspace: inout Workspace) {
    let (rate, decay, momentum) = (Real(rule.rate), Real(rule.weightDecay), Real(rule.momentum))
    if means.isEmpty {
      workspace.updateParameters { weights, gradients in
        for i in 0..<weights.count {
          let weight = weights[unchecked: i]
          weights[unchecked: i] = weight - rate * (gradients[unchecked: i] + decay * weight)
        }
      }
    } else {
      var velocities = means.mutableSpan
      workspace.updateParameters { weights, gradients in
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

  private static func step(
    _ rule: Adam, number: Int, _ means: inout [Real], _ squares: inout [Real], _ workspace: inout Workspace
  ) {
    let (beta1, beta2, epsilon) = (Real(rule.beta1), Real(rule.beta2), Real(rule.epsilon))
    let (fresh1, fresh2) = (Real(1 - rule.beta1), Real(1 - rule.beta2))
    // The means are mended all at once, by the factors of one step.
    let rate = Real(rule.rate / (1 - pow(rule.beta1, Double(number))))
    let scale = Real(1 / (1 - pow(rule.beta2, Double(number))).squareRoot())
    var means = means.mutableSpan
    var squares = squares.mutableSpan
    workspace.updateParameters { weights, gradients in
      precondition(means.count == weights.count && squares.count == weights.count)
      for i in 0..<weights.count {
        let gradient = gradients[unchecked: i]
        let mean = beta1 * means[unchecked: i] + fresh1 * gradient
        let square = beta2 * squares[unchecked: i] + fresh2 * gradient * gradient
        means[unchecked: i] = mean
        squares[unchecked: i] = square
        weights[unchecked: i] -= rate * mean / (square.squareRoot() * scale + epsilon)
      }
    }
  }
}
