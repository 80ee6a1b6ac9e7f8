import Autodiff
import Datasets
import Forms
import Lab
import Network
import Training

/// A measurement that the laboratory does not have: what share of a batch's hidden numbers the rectifiers make 0, at each
/// step of a network's first epoch.
struct QuietTrial: Trial {
  /// The network, its data and its training.
  var start: StartTrial

  /// What a run found out.
  struct Outcome: TrialOutcome {
    /// The share of hidden numbers that are 0, one a step.
    let shares: [Double]
  }

  static let kind = "quiet"
  static let standard = QuietTrial(start: .standard)
  static var form: ValueForm { StartTrial.form }

  var architecture: Architecture { start.architecture }
  var initialization: Initialization { start.initialization }
  var dataset: DatasetName? { start.data }
  var cost: Double { start.cost / Double(start.criterion.epochLimit) }
  var sample: TrialSample<QuietTrial> { TrialSample(self, count: 1, imagesThatTake: cost) }
  var seed: UInt64 {
    get { start.seed }
    set { start.seed = newValue }
  }

  func demand() throws -> Demand { try start.demand() }

  func check() throws { try start.check() }

  /// Whatever a store holds of such a trial, shares are between 0 and 1.
  func check(_ outcome: Outcome) throws(OutcomeError) {
    for share in outcome.shares where !(0...1).contains(share) {
      throw OutcomeError("shares", expected: "0 to 1", found: share)
    }
  }

  /// An epoch is soon over, so that no checkpoint is kept.
  func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    let probe = QuietProbe()
    var trainer = try start.trainer(on: shelf[start.data], probes: [probe])
    _ = try trainer.runEpoch()
    return Outcome(shares: probe.shares)
  }
}

extension QuietTrial {
  /// Reads the fields of a `StartTrial`.
  init(from decoder: any Decoder) throws { start = try StartTrial(from: decoder) }

  /// Writes the fields of a `StartTrial`.
  func encode(to encoder: any Encoder) throws { try start.encode(to: encoder) }
}

/// Watches the steps of a run; the run's numbers are the same with and without it.
private final class QuietProbe: Probe {
  private(set) var shares: [Double] = []

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    var (zeros, all) = (0, 0)
    for layer in classifier.network.activations {
      let numbers = workspace.rows(of: layer)
      zeros += numbers.count { $0 == 0 }
      all += numbers.count
    }
    shares.append(Double(zeros) / Double(all))
  }
}
