import Autodiff
import Randomness

/// How far a plan's gradient is from central differences along one random direction, relative to their size.
///
/// The scalar that is differentiated is the plan's loss; all parameters move together along the direction. Both
/// sides are single numbers, so a whole network costs two evaluations.
public func projectedGradientError(_ workspace: inout Workspace, loss: Value, key: RandomKey, step: Double)
  -> Double
{
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
  func lossAfter(_ distance: Double) -> Double {
    var old = [Real](repeating: 0, count: count)
    workspace.updateParameters { parameters, _ in
      for i in 0..<count {
        old[i] = parameters[i]
        parameters[i] += Real(distance) * direction[i]
      }
    }
    workspace.forward()
    workspace.updateParameters { parameters, _ in
      for i in 0..<count { parameters[i] = old[i] }
    }
    return Double(workspace.scalar(loss))
  }
  let difference = (lossAfter(step) - lossAfter(-step)) / (2 * step)
  return abs(slope - difference) / max(abs(slope), abs(difference), 1e-3)
}
