import Autodiff

extension Workspace {
  /// Takes over the weights of another workspace, and what its layers keep; both are of one network.
  mutating func take(from run: borrowing Workspace) {
    for (own, other) in zip(plan.parameters + plan.states, run.plan.parameters + run.plan.states) {
      take(own.value, from: run, as: other.value)
    }
  }
}
