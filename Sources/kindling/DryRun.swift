import Cluster
import Datasets
import Foundation
import Lab
import Storage

/// `--dry-run`: how many runs there are, how many the store has, and how long the others take at most.
struct DryRun {
  /// What is told of a part of the runs.
  private struct Part: Encodable {
    let name: String
    let runs: Int
    let found: Int
    let seconds: Double
    let measured: Int
  }

  private let jobs: Int
  private let search: DataSearch
  private let store: Store?
  private let progress = Output.progress()

  /// Runs that go on from a store, if there is one at a path.
  ///
  /// - Throws: `StoreError` where there is another file.
  init(jobs: Int, search: DataSearch, store file: URL) throws {
    self.jobs = jobs
    self.search = search
    store = FileManager.default.fileExists(atPath: file.path) ? try Store(reading: file) : nil
  }

  /// What trials take.
  ///
  /// - Throws: What `TimeEstimate.init` throws.
  func estimate(_ trials: [some Trial]) throws -> TimeEstimate {
    try TimeEstimate(of: trials, jobs: jobs, search: search, store: store, progress: progress)
  }

  /// What an experiment, or a part of it, takes.
  ///
  /// - Throws: `ExperimentError`, or what `TimeEstimate.init` throws.
  func estimate(_ experiment: Experiment, _ shard: Shard? = nil) throws -> TimeEstimate {
    func estimate<T: Trial>(_: T.Type) throws -> TimeEstimate {
      let trials = try Grid<T>(experiment).trials
      return try self.estimate(shard?.of(trials) ?? trials)
    }
    return try estimate(experiment.kind.trial)
  }

  /// Tells of all runs together.
  static func tell(_ estimate: TimeEstimate, json: Bool) throws {
    if json { return try Output.json(estimate) }
    try Output.line(line(estimate))
    if estimate.runs > estimate.found { try Output.line(duration(estimate)) }
  }

  /// Tells of several parts, and of all of them.
  static func tell(_ parts: [(name: String, estimate: TimeEstimate)], json: Bool) throws {
    if json {
      return try Output.json(
        parts.map { name, one in
          Part(name: name, runs: one.runs, found: one.found, seconds: one.seconds, measured: one.measured)
        })
    }
    for (name, estimate) in parts {
      try Output.line(
        "\(name): \(line(estimate))\(estimate.runs > estimate.found ? ", \(time(estimate))" : "")")
    }
    if let first = parts.first?.estimate {
      try tell(parts.dropFirst().reduce(first) { $0 + $1.estimate }, json: false)
    }
  }

  private static func line(_ estimate: TimeEstimate) -> String {
    "\(estimate.runs) runs, \(estimate.found) of them in the store, \(estimate.runs - estimate.found) to go"
  }

  private static func time(_ estimate: TimeEstimate) -> String {
    "at most \(Progress.text(estimate.seconds))"
  }

  private static func duration(_ estimate: TimeEstimate) -> String {
    "\(time(estimate)), measured on parts of \(estimate.measured) of them; runs that start, or diverge, are done sooner"
  }
}
