import Datasets
import Foundation
import Lab
import Network
import Storage

let trials = [PopularInitialization.heNormal, .lecunNormal].flatMap { named in
  [2, 20].map { depth in
    QuietTrial(
      start: StartTrial(
        data: .synthetic,
        architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [32])),
        initialization: named.initialization, seed: 1, batchSize: 500))
  }
}

// The runner spreads the trials over the cores, and the store keeps what they found out.
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kindling-\(UUID().uuidString)")
let file = folder.appendingPathComponent("runs.db")
let runner = Runner(jobs: 2, search: DataSearch(places: []), store: try Store(file))
let outcomes = try await runner.run(trials, title: "quiet")
for (trial, outcome) in zip(trials, outcomes) {
  let ends = [outcome.shares.first, outcome.shares.last].map { String(format: "%.1f %%", 100 * ($0 ?? 0)) }
  print(
    "\(trial.initialization.name), depth \(try trial.architecture.depth()): \(ends[0]) of the hidden numbers "
      + "are 0 at step 1, \(ends[1]) at step \(outcome.shares.count)")
}
let store = try Store(reading: file)
let isSame = try store.outcome(of: trials[0]) == outcomes[0]
print("the store has \(try store.count()) runs; of the first it tells the same: \(isSame)")
try FileManager.default.removeItem(at: folder)
