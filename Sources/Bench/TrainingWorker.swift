import Autodiff
import Datasets
import Foundation
import Lab
import Network
import Training

/// A worker that trains a model of its own.
actor TrainingWorker: Worker {
  private let workload: String
  private let trial: StartTrial
  private let data: Dataset
  private var trainer: Trainer
  private let start: TensorFile

  /// Draws the model's weights.
  init(_ workload: String, _ trial: StartTrial, on data: Dataset) throws {
    self.workload = workload
    self.trial = trial
    self.data = data
    trainer = try trial.trainer(on: data)
    start = TensorFile(URL(fileURLWithPath: workload), tensors: trainer.state())
  }

  func warmUp() throws -> [Double] {
    let probe = LossProbe()
    var watched = try trial.trainer(on: data, probes: [probe])
    try epoch(&watched)
    return probe.losses
  }

  func lap(_ seconds: Double) throws -> Lap {
    try trainer.resume(from: start)
    return try Lap(lasting: seconds) {
      try epoch(&trainer)
      return trainer.trainingTime / .seconds(1)
    }
  }

  private func epoch(_ trainer: inout Trainer) throws {
    if try trainer.runEpoch() == nil { throw BenchError.diverged(workload: workload, step: trainer.steps) }
  }
}

/// Notes the first ten losses of a run.
private final class LossProbe: Probe {
  private(set) var losses: [Double] = []

  var readsActivations: Bool { false }

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    if losses.count < 10 { losses.append(loss) }
  }
}
