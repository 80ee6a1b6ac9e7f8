import Autodiff

/// What watches a run: a measurement, the criterion of its start, an early end.
///
/// A probe reads whatever a workspace holds and changes nothing, so that the run's numbers are the same with and without it; it may
/// say that the run is over. Each moment of a run that it has no use for it leaves out. An error of a probe ends the run, whose
/// trainer is of no use then.
public protocol Probe {
  /// Whether it reads the hidden activations, which have to stay in memory then: true unless it says otherwise.
  var readsActivations: Bool { get }

  /// Called after images, to train on or to be tested, have gone forwards.
  func passed(through classifier: Classifier, in workspace: borrowing Workspace) throws

  /// Called after the gradients of a step are known and before the weights move.
  ///
  /// A batch may be computed in parts: the gradients are the whole batch's, the activations the last part's.
  ///
  /// - Parameters:
  ///   - step: The number of the step in the run, counted from 1.
  ///   - loss: The mean loss of the batch before the step.
  ///   - classifier: What the workspace replays.
  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) throws

  /// Called after a step has moved the weights; the gradients are those it was taken with, as the optimiser has left them.
  ///
  /// - Parameter step: The number of the step in the run, counted from 1.
  func moved(step: Int, of classifier: Classifier, in workspace: borrowing Workspace) throws

  /// Called after an epoch's test, its record being the run's last.
  func epochEnded(in run: borrowing Trainer) throws

  /// How the run has ended by the epochs it has behind it; nil where it goes on for all that this probe knows.
  func end(of run: borrowing Trainer) -> Start?
}

extension Probe {
  /// That activations are read, for which memory is kept.
  public var readsActivations: Bool { true }

  /// Leaves passes unwatched.
  public func passed(through classifier: Classifier, in workspace: borrowing Workspace) {}

  /// Leaves steps unwatched.
  public func observe(
    step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace
  ) {}

  /// Leaves moves unwatched.
  public func moved(step: Int, of classifier: Classifier, in workspace: borrowing Workspace) {}

  /// Leaves epochs unwatched.
  public func epochEnded(in run: borrowing Trainer) {}

  /// Never ends a run.
  public func end(of run: borrowing Trainer) -> Start? { nil }
}
