import Datasets
import Foundation

/// Spreads trials over the cores, one worker each, and gives their outcomes in the order of the trials.
///
/// Which worker runs what, and when, changes no number. Where there is a journal, what it holds is not run again.
public struct Runner {
  private let jobs: Int
  private let search: DataSearch
  private let journal: Journal?
  private let file: String?
  private let progress: Progress?

  /// A runner of `jobs` workers.
  ///
  /// - Parameters:
  ///   - results: The folder of the journal `runs.jsonl`; nil to keep outcomes in memory alone.
  ///   - progress: Told of each trial as it ends.
  /// - Throws: `LabError.journal` where the journal cannot be used.
  public init(jobs: Int, search: DataSearch, results: URL? = nil, progress: Progress? = nil) throws(LabError)
  {
    precondition(jobs > 0, "at least one worker is needed")
    self.jobs = jobs
    self.search = search
    self.progress = progress
    let url = results?.appendingPathComponent("runs.jsonl")
    file = url?.path
    if let url { journal = try Journal(url) } else { journal = nil }
  }

  /// The data sets that trials need.
  ///
  /// - Throws: `DataError` where one is missing or broken.
  public func shelf(for trials: [some Trial]) throws -> DataShelf {
    try DataShelf(Set(trials.compactMap(\.dataset)), from: search)
  }

  /// Runs the trials, the longest first.
  ///
  /// - Throws: `LabError.interrupted` where the task is cancelled; else the first error of a trial.
  public func run<T: Trial>(_ trials: [T], title: String) async throws -> [T.Outcome] {
    var outcomes = try trials.map { try journal?.outcome(of: $0) }
    let missing = trials.indices.filter { outcomes[$0] == nil }.sorted { trials[$0].cost > trials[$1].cost }
    if missing.isEmpty { return outcomes.compactMap { $0 } }
    let shelf = try shelf(for: missing.map { trials[$0] })
    progress?.begin(title, costs: missing.map { trials[$0].cost }, found: trials.count - missing.count)
    defer { progress?.end() }
    do {
      try await withThrowingTaskGroup(of: (Int, T.Outcome).self) { group in
        var waiting = missing.makeIterator()
        func start() {
          guard let next = waiting.next() else { return }
          let trial = trials[next]
          group.addTask { (next, try trial.run(on: shelf)) }
        }
        for _ in 0..<jobs { start() }
        while let (index, outcome) = try await group.next() {
          outcomes[index] = outcome
          try journal?.add(outcome, of: trials[index])
          progress?.advance(by: trials[index].cost)
          start()
        }
      }
    } catch is CancellationError {
      throw LabError.interrupted(done: outcomes.count { $0 != nil }, of: trials.count, file: file)
    }
    return outcomes.compactMap { $0 }
  }
}
