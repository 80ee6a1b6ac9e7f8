import Autodiff

/// A witness of a run: it may read whatever a workspace holds, and cannot change it.
public protocol Probe: AnyObject {
  /// Called after the gradients of a step are known and before the weights move.
  ///
  /// - Parameters:
  ///   - step: The number of the step in the run, counted from 1.
  ///   - classifier: What the workspace replays.
  func observe(step: Int, of classifier: Classifier, in workspace: borrowing Workspace)
}
