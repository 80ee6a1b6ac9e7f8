/// Whether and when a run began to learn.
public enum Start: Hashable, Codable, Sendable {
  /// The test accuracy was reached at the end of this epoch, counted from 1.
  case started(epoch: Int)
  /// It had not been reached at the end of the last epoch.
  case censored(epoch: Int)
  /// The loss at this step, counted from 1, was infinite or not a number.
  case diverged(step: Int)

  /// The epoch of the start; nil where there was none.
  public var epoch: Int? {
    if case .started(let epoch) = self { epoch } else { nil }
  }
}
