import Datasets
import Foundation
import Lab
import Storage

// What all runs have in common is said as in an experiment file; what varies can be said there too, or in code.
var experiment = try Experiment(
  text: """
    {
      name: "own", kind: "start", seeds: 3,
      trial: {
        data: "synthetic", normalization: "centred", architecture: { family: "constant", widths: [32] },
        batchSize: 128, optimizer: { rate: 0.05 }, criterion: { accuracy: 0.3, epochLimit: 6 },
      },
      axes: [{ field: "init", values: ["he-normal", "lecun-uniform"] }],
    }
    """, source: "OwnExperiment")
try experiment.vary("depth", over: AxisValues("3,20"))

let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kindling-\(UUID().uuidString)")
let file = folder.appendingPathComponent("runs.db")
let runner = Runner(jobs: 2, search: DataSearch(places: []), store: try Store(file), command: "OwnExperiment")
try runner.note(experiment)
let grid = try Grid<StartTrial>(experiment)
let outcomes = try await runner.run(grid.trials, title: experiment.name)
for (setting, runs) in grid.bySetting(outcomes) {
  let started = runs.count { $0.start.epoch != nil }
  print("\(setting.labels.joined(separator: ", depth ")): \(started) of \(runs.count) started")
}

// Read back, as another program would: the experiment, its runs, and their outcomes.
let store = try Store(reading: file)
for stored in try store.experiments() {
  print("experiment \(stored.experiment.name), run by \(stored.command)")
}
for run in try store.runs(limit: 3) {
  print("run \(run.id): \(run.labels.initialization), seed \(run.labels.seed): \(run.result)")
}
let known = try StoredOutcomes(of: grid.trials, in: store, search: runner.search).outcomes
print("\(known.count) outcomes read back are the same: \(known == outcomes)")
try FileManager.default.removeItem(at: folder)
