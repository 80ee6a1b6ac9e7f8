import Autodiff
import Network
import Regions
import Training

/// Counts the activation regions of a network on planes or lines, at given steps of its training.
final class RegionCounter: Probe {
  /// Where regions are counted.
  enum Slice {
    case plane(Plane)
    case line(Line)
  }

  /// The counts so far.
  private(set) var moments: [RegionTrial.Outcome.Moment] = []
  /// The number of hidden units.
  private(set) var units = 0
  /// Why counting failed.
  private(set) var error: (any Error)?
  private let layers: [Layer]
  private let extents: [Int]
  private let slices: [Slice]
  private var waiting: [(steps: Int, epoch: Double)]

  /// - Parameter moments: After how many steps regions are counted, ascending, and how many epochs these are.
  init(_ layers: [Layer], _ extents: [Int], _ slices: [Slice], at moments: [(steps: Int, epoch: Double)]) {
    self.layers = layers
    self.extents = extents
    self.slices = slices
    waiting = moments.reversed()
  }

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    count(in: workspace, after: step - 1)
  }

  /// Counts where it is time to.
  func count(in workspace: borrowing Workspace, after steps: Int) {
    while error == nil, let next = waiting.last, next.steps <= steps {
      waiting.removeLast()
      do {
        let network = try ReLUNetwork(layers, input: extents, in: workspace)
        units = network.hiddenWidths.reduce(0, +)
        let regions = try slices.map { slice in
          switch slice {
          case .plane(let plane): try network.regions(on: plane).total
          case .line(let line): try network.regions(on: line).total
          }
        }
        moments.append(.init(epoch: next.epoch, regions: regions))
      } catch {
        self.error = error
      }
    }
  }
}
