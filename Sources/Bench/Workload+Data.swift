import Datasets
import Lab

extension Workload {
  /// The seed of the first worker.
  var seed: UInt64 {
    switch task {
    case .epochs(let trial), .steps(let trial, _): trial.seed
    case .lengths(let trial): trial.seed
    }
  }

  /// The data that the work trains on and tests on; where steps alone count, a single image to test on.
  package func data(on shelf: DataShelf) -> Dataset? {
    switch task {
    case .epochs(let trial): return shelf[trial.data]
    case .steps(let trial, let images):
      let data = shelf[trial.data]
      return Dataset(
        name: data.name, train: data.train.prefix(images), test: data.test.prefix(1),
        sources: data.sources)
    case .lengths: return nil
    }
  }

  func worker(on shelf: DataShelf) throws -> any Worker {
    switch task {
    case .epochs(let trial), .steps(let trial, _):
      try TrainingWorker(name, trial, on: data(on: shelf) ?? shelf[trial.data])
    case .lengths(let trial): LengthWorker(trial, on: shelf)
    }
  }
}
