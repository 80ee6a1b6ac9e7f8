import Autodiff
import Datasets

/// Sees when nothing can start a run any more.
///
/// A run is dead after an epoch in which the last hidden layer, a rectifier, was 0 for every image of both splits: it lets no
/// gradient pass, and the weights after it get none, so that an optimiser which moves weights by their gradients alone goes on
/// with the output's biases, and all images keep getting the same answer.
public final class SilenceWatch: Probe {
  private let criterion: StartCriterion?
  /// Whether the last hidden layer has been 0 for every image of this epoch.
  private var isSilent = true
  /// The epoch after which the run was dead; nil while it may yet start.
  public private(set) var death: Int?

  /// A watch that ends a dead run as censored at the criterion's last epoch, if one answer for all images cannot meet it; without
  /// a criterion it takes note only.
  public init(ending criterion: StartCriterion?) {
    self.criterion = criterion
  }

  /// Only the last rectifier is read, which stays in memory in any run.
  public var readsActivations: Bool { false }

  /// Looks at the last hidden layer, while it has been silent in this epoch.
  public func passed(through classifier: Classifier, in workspace: borrowing Workspace) {
    if isSilent, let last = classifier.lastRectifier { isSilent = workspace.isZero(last) }
  }

  /// Notes the death of a run that was silent all through the epoch.
  public func epochEnded(in run: borrowing Trainer) {
    if isSilent, run.classifier.lastRectifier != nil, run.descent.movesByGradientAlone {
      death = death ?? run.records.count
    }
    isSilent = true
  }

  /// Ends a dead run.
  public func end(of run: borrowing Trainer) -> Start? {
    guard let criterion, death != nil, criterion.accuracy > largestClass(run.data.test) else { return nil }
    return .censored(epoch: criterion.epochLimit)
  }

  /// The share of the images that one and the same answer names rightly, at most.
  private func largestClass(_ images: LabelledImages) -> Double {
    Double(images.labelCounts.max() ?? 0) / Double(images.count)
  }
}
