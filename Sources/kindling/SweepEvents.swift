import Datasets
import Forms
import Foundation
import Lab
import Storage
import Training
import Wording

/// `sweep --tensorboard DIR`: a run of TensorBoard's for each run of a sweep, in a folder of its setting and seed, with the axes'
/// values as hyperparameters.
struct SweepEvents {
  private let folder: URL

  /// What help says of it.
  static let help = FieldHelp.lines(
    "--tensorboard DIR",
    "write a TensorBoard event file for each run too, when all are done, into DIR, a folder for this sweep alone: its epochs, "
      + "what was measured of its layers, and the values of the axes under HPARAMS, the runs of a setting as one group"
  )

  /// The folder that is asked for; nil where none is.
  init?(_ arguments: inout Arguments) throws(UsageError) {
    guard let path = try arguments.text("--tensorboard", expected: "a directory") else { return nil }
    folder = URL(fileURLWithPath: path)
  }

  /// Sees that the folder can be written into and holds nothing yet: TensorBoard would take what is there for runs of this sweep.
  ///
  /// - Throws: `WriteError`.
  func check() throws(WriteError) {
    try Output.checkPlace(folder.appendingPathComponent("events"))
    let held = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if let first = held.min() {
      throw WriteError(
        path: folder.path, reason: "expected a new or empty folder, found \(first.quoted) in it")
    }
  }

  /// Writes what a store holds of a sweep.
  ///
  /// - Throws: `DataError.unwritable`, and what reading the store throws.
  func write(_ experiment: Experiment, in store: Store, search: DataSearch) throws {
    func write<T: Trial>(_: T.Type) throws {
      let grid = try Grid<T>(experiment)
      let outcomes = try StoredOutcomes(of: grid.trials, in: store, search: search).outcomes
      for (setting, runs) in grid.bySetting(Array(zip(grid.trials, outcomes))) {
        let name = zip(grid.headings, setting.labels).map { "\($0)=\($1)" }.joined(separator: ",")
        let place = folder.appendingPathComponent(fileName(name))
        let values = zip(grid.headings, setting.points).map { heading, point in
          (name: heading, value: point.number.map { JSONValue.number($0) } ?? .text(point.label))
        }
        for case (let trial, let outcome?) in runs {
          let events = try EventFile(in: place.appendingPathComponent("seed-\(trial.seed)"))
          try events.add(hyperparameters: values, group: name)
          try events.add(trial)
          try events.add(outcome)
          try events.add(Self.ends(outcome), step: 0)
        }
      }
    }
    try write(experiment.kind.trial)
  }

  /// The numbers that a run ended with, for TensorBoard's columns of metrics.
  private static func ends<Outcome: TrialOutcome>(_ outcome: Outcome) -> [(tag: String, number: Double)] {
    let numbers = Outcome.columns.compactMap { column in
      column.number(of: outcome).map { (tag: "outcome/\(column.name)", number: $0) }
    }
    switch outcome.result {
    case .measured: return numbers
    case .started(let epoch):
      return [("outcome/started", 1), ("outcome/epochs to start", Double(epoch))] + numbers
    case .censored, .diverged: return [("outcome/started", 0)] + numbers
    }
  }
}
