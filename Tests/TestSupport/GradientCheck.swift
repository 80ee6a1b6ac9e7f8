import Autodiff
import Numbers
import Randomness

/// How the gradient of a plan's loss compares with central differences.
public enum GradientCheck {
  #if DoublePrecision
    /// The step of the differences, and the relative error that is allowed.
    public static let (step, tolerance) = (1e-5, 1e-8)
  #else
    /// The step of the differences, and the relative error that is allowed.
    public static let (step, tolerance) = (2e-3, 2e-3)
  #endif

  /// How far the gradient along one random direction is from the central difference, relative to their size.
  ///
  /// All parameters move together, so a whole network costs two evaluations and the comparison is of two numbers.
  /// Parameters and inputs must have been written.
  public static func error(_ workspace: inout Workspace, loss: Value, key: RandomKey) -> Double {
    let count = workspace.paddedParameterCount
    var direction = [Real](repeating: 0, count: count)
    var span = direction.mutableSpan
    key["direction"].fillNormal(&span, deviation: 1)
    workspace.forward()
    workspace.backward()
    var slope = 0.0
    workspace.updateParameters { _, gradients in
      for i in 0..<count { slope += Double(gradients[i]) * Double(direction[i]) }
    }
    var old = [Real](repeating: 0, count: count)
    workspace.updateParameters { parameters, _ in
      for i in 0..<count { old[i] = parameters[i] }
    }
    var ends: [Double] = []
    for distance in [step, -step] {
      workspace.updateParameters { parameters, _ in
        for i in 0..<count { parameters[i] = old[i] + Real(distance) * direction[i] }
      }
      workspace.forward()
      ends.append(Double(workspace.scalar(loss)))
    }
    workspace.updateParameters { parameters, _ in
      for i in 0..<count { parameters[i] = old[i] }
    }
    return relativeError(slope, (ends[0] - ends[1]) / (2 * step))
  }

  /// Fills every parameter with N(0, ½) numbers, and the inputs given.
  public static func fill(_ workspace: inout Workspace, inputs: [Value], key: RandomKey) {
    for (number, value) in (workspace.plan.parameters.map(\.value) + inputs).enumerated() {
      var numbers = workspace.rows(of: value)
      var span = numbers.mutableSpan
      key["fill"][number].fillNormal(&span, deviation: 0.7)
      workspace.set(value, to: numbers)
    }
  }
}
