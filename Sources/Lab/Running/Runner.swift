import Datasets
import Foundation
import Storage

/// Spreads trials over the cores, one worker each, and gives their outcomes in the order of the trials.
///
/// Which worker runs what, and when, changes no number. Where there is a store, what it holds of the same trials on the same
/// data is not run again, and a run that was interrupted goes on from its last epoch.
public struct Runner {
  private let jobs: Int
  /// Where data sets are sought.
  public let search: DataSearch
  private let store: Store?
  private let provenance: Provenance
  private let progress: Progress?
  private let command: String
  private let grace: Double

  /// A runner of `jobs` workers.
  ///
  /// - Parameters:
  ///   - store: Where outcomes are kept; nil to keep them in memory alone.
  ///   - progress: Told of each trial as it ends.
  ///   - command: The command line that asks for the trials, for the store's account of them.
  ///   - grace: How long a run lives, in seconds, before its state is worth keeping.
  public init(
    jobs: Int, search: DataSearch, store: Store? = nil, progress: Progress? = nil, command: String = "",
    grace: Double = 1
  ) {
    precondition(jobs > 0, "at least one worker is needed")
    self.jobs = jobs
    self.search = search
    self.progress = progress
    self.store = store
    self.command = command
    self.grace = grace
    provenance = .current(jobs: jobs)
  }

  /// Notes in the store, if there is one, what experiment the trials to come belong to.
  ///
  /// - Throws: `StoreError`.
  public func note(_ experiment: Experiment) throws {
    try store?.note(experiment, command: command)
  }

  /// How an experiment's claims differ from those that the store noted first; nil where they do not, or there is no store.
  ///
  /// - Throws: `StoreError`.
  package func claimChanges(of experiment: Experiment) throws -> ClaimChanges? {
    try store?.claimChanges(of: experiment)
  }

  /// Runs the trials, the longest first.
  ///
  /// - Throws: `LabError.interrupted` where the task is cancelled; else the first error of a trial, `DataError`,
  ///   `LabError.severalCopies` or `StoreError`.
  public func run<T: Trial>(_ trials: [T], title: String) async throws -> [T.Outcome] {
    let data = try DataInUse(Set(trials.compactMap(\.dataset)), from: search)
    let identities = try TrialIdentities(of: trials)
    let known = try StoredOutcomes(of: trials, identities, in: store, on: data)
    var outcomes = known.outcomes
    // A cost is no small matter: it takes the layers of a network.
    let costs = zip(trials, outcomes).map { $1 == nil ? $0.cost : 0 }
    let missing = trials.indices.filter { outcomes[$0] == nil }.sorted { costs[$0] > costs[$1] }
    let folder = store.map { Checkpoint.folder(beside: $0.file) }
    defer { folder.map(Checkpoint.removeFolder) }
    removeCheckpoints(of: trials.indices.filter { outcomes[$0] != nil }, identities)
    if missing.isEmpty {
      progress?.tell(data.line)
      progress?.found(title, trials.count)
      return outcomes.compactMap { $0 }
    }
    let shelf = try DataShelf(Set(missing.compactMap { trials[$0].dataset }), from: search)
    // Each worker holds a network of its own, and runs of one setting are alike.
    let settings = Set(missing.map { identities.places[$0] })
    let atOnce = try settings.reduce(jobs) { min($0, try identities.settings[$1].demand().atOnce) }
    try data.check(shelf)
    // Not before it is known to be sound: what is wrong with it is told in a line of its own.
    progress?.tell(data.line)
    progress?.tell(known.leftOutLine.map { "\(title): \($0)" })
    progress?.begin(title, costs: missing.map { costs[$0] }, found: trials.count - missing.count)
    defer { progress?.end() }
    let facts = try Checkpoint.facts(of: provenance)
    // What stands in the columns of a run's fields, for the setting at a place.
    var fields: (place: Int, cells: [DatabaseValue]?)?
    do {
      try await withThrowingTaskGroup(of: (Int, T.Outcome, Duration, Checkpoint?).self) { group in
        var waiting = missing.makeIterator()
        func start() {
          guard let next = waiting.next() else { return }
          let (trial, identity, grace) = (trials[next], identities[next], grace)
          group.addTask {
            let checkpoint = folder.map {
              Checkpoint(
                of: T.kind, identity, in: $0, provenance: facts, sources: Self.sources(of: trial, shelf),
                grace: grace)
            }
            let began = ContinuousClock.now
            let outcome = try trial.run(on: shelf, keeping: checkpoint)
            return (next, outcome, .now - began + .seconds(checkpoint?.secondsBefore ?? 0), checkpoint)
          }
        }
        for _ in 0..<min(atOnce, missing.count) { start() }
        while let (index, outcome, time, checkpoint) = try await group.next() {
          // A worker does not wait for the disk.
          start()
          outcomes[index] = outcome
          if let checkpoint {
            let (identity, place) = (identities[index], identities.places[index])
            if fields?.place != place {
              fields = (place, TrialColumns.all.cells(of: T.kind, identity: identity))
            }
            try keep(outcome, of: trials[index], identity, fields?.cells, time, checkpoint, shelf)
          }
          progress?.advance(by: costs[index])
        }
      }
    } catch is CancellationError {
      throw LabError.interrupted(done: outcomes.count { $0 != nil }, of: trials.count, file: store?.file.path)
    }
    return outcomes.compactMap { $0 }
  }

  /// Writes an outcome into the store, and lets go of its run's state.
  private func keep<T: Trial>(
    _ outcome: T.Outcome, of trial: T, _ identity: String, _ fields: [DatabaseValue]?, _ time: Duration,
    _ checkpoint: Checkpoint, _ shelf: DataShelf
  ) throws {
    let origin = RunOrigin(
      provenance: provenance, sources: Self.sources(of: trial, shelf), seconds: time / .seconds(1),
      finished: Date())
    try store?.add(outcome, of: trial, identity, from: origin, fields: fields)
    checkpoint.remove()
  }

  private func removeCheckpoints<T: Trial>(of places: [Int], _ identities: TrialIdentities<T>) {
    guard let store else { return }
    let folder = Checkpoint.folder(beside: store.file)
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    for place in places { Checkpoint.remove(T.kind, identities[place], in: folder) }
  }

  private static func sources(of trial: some Trial, _ shelf: DataShelf) -> [SourceFile] {
    trial.dataset.map { shelf[$0].sources } ?? []
  }
}
