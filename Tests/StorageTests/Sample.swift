import Datasets
import Foundation
import Storage
import Training

/// Runs and origins for tests of the store, which knows trials and outcomes as texts.
enum Sample {
  /// What a store is told of a trial.
  struct Trial {
    let labels: RunLabels
    let identity: String
  }

  /// An outcome, of which a store keeps the JSON.
  struct Outcome: Codable, Equatable {
    var start: Start
    var epochs: [EpochRecord] = []
  }

  /// A trial that differs by its seed.
  static func trial(_ seed: UInt64, _ initialization: String = "he-normal", depth: Int = 10) -> Trial {
    Trial(
      labels: RunLabels(
        kind: "start", dataset: "mnist", initialization: initialization, depth: depth, seed: seed),
      identity: #"{"depth":\#(depth),"initialization":"\#(initialization)","seed":\#(seed)}"#)
  }

  /// A trial of another sort, which needs no data.
  static let lengths = Trial(
    labels: RunLabels(kind: "lengths", dataset: nil, initialization: "he-normal", depth: 10, seed: 0),
    identity: "{}")

  /// What the invented origin tells of the data.
  static let sums = DataSums(origin.sources)

  /// An invented origin.
  static let origin = RunOrigin(
    provenance: .current(jobs: 3, environment: ["KINDLING_REVISION": "abc123"]),
    sources: [SourceFile(path: "/data/train.gz", byteCount: 5, checksum: Checksum(of: [1, 2, 3]))],
    seconds: 1.5, finished: Date(timeIntervalSince1970: 1_000_000_000))
}

extension Store {
  /// Adds the outcome of a trial.
  func add(_ outcome: Sample.Outcome, of trial: Sample.Trial, from origin: RunOrigin) throws {
    try add(
      StoredJSON.encode(outcome), of: trial.identity, trial.labels, RunResult(outcome.start), outcome.epochs,
      from: origin)
  }

  /// Adds a measurement that has no epochs.
  func addLengths() throws {
    try add("{}", of: Sample.lengths.identity, Sample.lengths.labels, .measured, [], from: Sample.origin)
  }

  /// The outcome of a trial on one copy of its data, if it is there.
  func outcome(of trial: Sample.Trial, on sums: DataSums = .none) throws -> Sample.Outcome? {
    try outcomes(trial.labels.kind, trial.identity).first { $0.sums == sums }
      .map { try StoredJSON.decode(from: $0.json) }
  }
}
