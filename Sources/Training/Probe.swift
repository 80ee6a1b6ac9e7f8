import Autodiff

/// A witness of a run: it may read whatever a workspace holds, and cannot change it.
public protocol Probe: AnyObject {
  /// Called after the gradients of a step are known and before the weights move.
  ///
  /// A batch may be computed in parts: the gradients are the whole batch's, the activations the last part's.
  ///
  /// - Parameters:
  ///   - step: The number of the step in the run, counted from 1.
  ///   - loss: The mean loss of the batch before the step.
  ///   - classifier: What the workspace replays.
  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace)
}
