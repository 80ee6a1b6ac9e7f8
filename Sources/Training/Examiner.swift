import Autodiff
import Datasets

/// Finds out, in memory of its own, how many images a run's weights name rightly as they stand, so that a
/// probe may ask at any step and the run is left alone.
public final class Examiner {
  private let classifier: Classifier
  private let normalization: Normalization
  private var workspace: Workspace

  /// An examiner for the runs of one classifier.
  ///
  /// - Parameter capacity: How many images are computed at once; as many as the run itself, and it counts as
  ///   the run does.
  public init(_ classifier: Classifier, normalized normalization: Normalization = .unit, capacity: Int) {
    self.classifier = classifier
    self.normalization = normalization
    workspace = Workspace(classifier.plan, capacity: capacity)
    workspace.isTraining = false
  }

  /// Takes over the weights of a run, a workspace of the same classifier, and what its layers keep.
  public func take(from run: borrowing Workspace) { workspace.take(from: run) }

  /// The share of images whose class is named rightly, by the weights that were last taken over.
  public func accuracy(on images: LabelledImages) -> Double {
    var correct = 0.0
    for start in stride(from: 0, to: images.count, by: workspace.capacity) {
      let count = min(workspace.capacity, images.count - start)
      classifier.load(images, normalization, count: count, into: &workspace) { start + $0 }
      workspace.forward()
      correct += Double(workspace.scalar(classifier.correct))
    }
    return correct / Double(images.count)
  }
}
