import Autodiff
import Datasets
import Network
import Regions
import Training

/// Counts the activation regions of a network on planes or lines, at given steps of its training, and
/// examines what it has learnt by then.
final class RegionCounter: Probe {
  /// Where regions are counted.
  enum Slice {
    case plane(Plane, within: Window?)
    case line(Line)
  }

  /// The counts so far.
  private(set) var moments: [RegionTrial.Outcome.Moment] = []
  /// The number of hidden units.
  private(set) var units = 0
  private let layers: [Layer]
  private let extents: [Int]
  private let slices: [Slice]
  private let exam: (examiner: Examiner, data: Dataset)?
  private var waiting: [(steps: Int, epoch: Double)]

  /// - Parameters:
  ///   - moments: After how many steps regions are counted, ascending, and how many epochs these are.
  ///   - exam: Who examines the network at these moments, and on which images; nil where nothing is learnt.
  init(
    _ layers: [Layer], _ extents: [Int], _ slices: [Slice], at moments: [(steps: Int, epoch: Double)],
    exam: (examiner: Examiner, data: Dataset)? = nil
  ) {
    self.layers = layers
    self.extents = extents
    self.slices = slices
    self.exam = exam
    waiting = moments.reversed()
  }

  var readsActivations: Bool { false }

  func observe(
    step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace
  ) throws {
    try count(in: workspace, after: step - 1)
  }

  /// Counts where it is time to.
  func count(in workspace: borrowing Workspace, after steps: Int) throws {
    while let next = waiting.last, next.steps <= steps {
      waiting.removeLast()
      let network = try ReLUNetwork(layers, input: extents, in: workspace)
      units = network.hiddenWidths.reduce(0, +)
      let regions = try slices.map { slice in
        switch slice {
        case .plane(let plane, let window): try network.regions(on: plane, within: window).total
        case .line(let line): try network.regions(on: line).total
        }
      }
      exam?.examiner.take(from: workspace)
      moments.append(
        .init(
          epoch: next.epoch, regions: regions,
          trainingAccuracy: exam.map { $0.examiner.accuracy(on: $0.data.train) },
          testAccuracy: exam.map { $0.examiner.accuracy(on: $0.data.test) }))
    }
  }
}
