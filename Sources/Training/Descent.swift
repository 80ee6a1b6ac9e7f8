import Autodiff

/// Gradient descent at work: the rule, and the velocities that a momentum needs.
package struct Descent {
  private let rule: SGD
  /// One number a parameter; empty without a momentum.
  var velocities: [Real]

  package init(_ rule: SGD, parameterCount: Int) {
    self.rule = rule
    velocities = rule.momentum == 0 ? [] : Array(repeating: 0, count: parameterCount)
  }

  /// Whether a weight of gradient 0 stays as it is, and others move by so little a step that no loss can overflow.
  var movesByGradientAlone: Bool {
    rule.momentum == 0 && rule.weightDecay == 0 && abs(rule.rate) < 1e20
  }

  package mutating func step(_ workspace: inout Workspace) {
    let (rate, decay, momentum) = (Real(rule.rate), Real(rule.weightDecay), Real(rule.momentum))
    if velocities.isEmpty {
      workspace.updateParameters { weights, gradients in
        for i in 0..<weights.count {
          let weight = weights[unchecked: i]
          weights[unchecked: i] = weight - rate * (gradients[unchecked: i] + decay * weight)
        }
      }
    } else {
      var velocities = velocities.mutableSpan
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
}
