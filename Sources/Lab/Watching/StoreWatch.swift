import Datasets
import Foundation
import Storage

/// Looks at stores again and again while others write them: how far have their experiments come?
///
/// The first look reads all runs once, each later one only those that are new, and nothing where no one has written. The
/// stores may be the parts of one sweep: what is done in one of them is done. Not to be used from two tasks at a time.
public final class StoreWatch {
  private var sources: [Source]
  /// The plans of each experiment, one for each choice among several copies of its data.
  private var plans: [[SweepPlan]] = []
  private var jobs: [[Int]: Int] = [:]
  /// The runs of several stores, which may have some in common, as parts have with what they are merged into.
  private var different: Set<DifferentRun> = []

  private struct DifferentRun: Hashable {
    let trial: UInt64
    let sums: DataSums
  }

  /// A store and how much of it has been read.
  private struct Source {
    let store: Store
    /// SQLite's mark of the last state that was read: another after each change by another process.
    var version: Int?
    var experiments = 0
    var contents: [Int: DataSums] = [:]
    var runs = 0
    var lastID = 0
    var lastRuns: [StoredRun] = []
  }

  /// Opens stores that are there.
  ///
  /// - Throws: `StoreError`.
  public init(_ files: [URL]) throws {
    sources = try files.map { Source(store: try Store(reading: $0)) }
  }

  /// How many of the last runs are told of.
  private static var lastRunCount: Int { 5 }

  /// What the stores hold now.
  ///
  /// - Throws: `StoreError`, and `ExperimentError` where a store notes an experiment that this version cannot read.
  public func look(at now: Date = Date()) throws -> WatchStatus {
    for place in sources.indices where try hasChanged(place) {
      // New experiments may claim runs that were read before.
      if try !readNew(place) {
        try readAll()
        break
      }
    }
    let checkpoints = sources.map { Checkpoint.trials(in: Checkpoint.folder(beside: $0.store.file)) }
    let numbers = checkpoints.reduce(into: Set<UInt64>()) { $0.formUnion($1.numbers) }
    let lastRuns = sources.flatMap(\.lastRuns).groups { "\($0.finished) \($0.labels)" }.map { $0.elements[0] }
      .sorted { $0.finished > $1.finished }
    let lastEnd = lastRuns.first.flatMap { try? Date($0.finished, strategy: .iso8601) }
    let lastSign = (checkpoints.map(\.newest) + [lastEnd]).compactMap(\.self).max()
    return WatchStatus(
      stores: sources.map(\.store.file.relativePath),
      runs: sources.count == 1 ? sources[0].runs : different.count,
      experiments: try plans.flatMap { Self.shown($0) }.map {
        $0.status(at: now.timeIntervalSince1970, checkpoints: numbers, jobs: try jobs(of: $0))
      },
      lastRuns: Array(lastRuns.prefix(Self.lastRunCount)),
      secondsQuiet: lastSign.map { max(now.timeIntervalSince($0), 0) }, time: now.formatted(.iso8601))
  }

  /// The plans of which runs are known; else the first.
  private static func shown(_ plans: [SweepPlan]) -> [SweepPlan] {
    let begun = plans.filter(\.isBegun)
    return begun.isEmpty ? Array(plans.prefix(1)) : begun
  }

  private func hasChanged(_ place: Int) throws -> Bool {
    let store = sources[place].store
    // An open file that was deleted still reads as it was.
    guard FileManager.default.fileExists(atPath: store.file.path) else {
      throw StoreError.missing(store.file.path)
    }
    let version = try store.database.query("PRAGMA data_version").first?.first?.integer
    defer { sources[place].version = version }
    return version != sources[place].version
  }

  /// Reads what is new in a store; false where that is not all that has changed.
  private func readNew(_ place: Int) throws -> Bool {
    try sources[place].store.reading {
      let store = sources[place].store
      let experiments = try store.database.query("SELECT count(*) FROM experiment")[0][0].integer
      guard experiments == sources[place].experiments,
        try store.contents().count == sources[place].contents.count
      else { return false }
      try readRuns(place)
      return try store.count() == sources[place].runs
    }
  }

  private func readAll() throws {
    (plans, different) = ([], [])
    var seen: Set<String> = []
    let copies = try sources.reduce(into: [DatasetName: [DataSums]]()) { copies, source in
      for (name, sums) in try source.store.copies() where !copies[name, default: []].contains(sums) {
        copies[name, default: []].append(sums)
      }
    }
    for place in sources.indices {
      let experiments = try sources[place].store.experiments()
      for stored in experiments where seen.insert(try stored.experiment.document).inserted {
        plans.append(try SweepPlan(stored.experiment).plans(for: copies))
      }
      let version = sources[place].version
      sources[place] = Source(
        store: sources[place].store, version: version, experiments: experiments.count,
        contents: try sources[place].store.contents())
    }
    for place in sources.indices { try readRuns(place) }
  }

  private func readRuns(_ place: Int) throws {
    let store = sources[place].store
    let sql = "SELECT \(EndedRun.columns) FROM run WHERE id > ? ORDER BY id"
    try store.database.forEachRow(sql, [DatabaseValue(sources[place].lastID)]) { row in
      guard let id = row[0].integer, let run = EndedRun(row) else { throw store.damaged("a row of run") }
      let sums = sources[place].contents[run.content] ?? .none
      if sources.count > 1 { different.insert(DifferentRun(trial: run.number, sums: sums)) }
      for (number, choices) in plans.enumerated() {
        for choice in choices.indices { plans[number][choice].take(run, of: sums, from: place) }
      }
      sources[place].lastID = id
      sources[place].runs += 1
    }
    sources[place].lastRuns = try store.runs(limit: Self.lastRunCount)
  }

  /// The runs at a time: of the stores' programs together, each as its last run tells.
  private func jobs(of plan: SweepPlan) throws -> Int {
    try plan.environments.reduce(0) { sum, next in
      let key = [next.key, next.value]
      let found = try jobs[key] ?? sources[next.key].store.jobs(inEnvironment: next.value)
      jobs[key] = found
      return sum + found
    }
  }
}

extension Store {
  /// Reads one state of the store, whoever writes meanwhile.
  fileprivate func reading<Result>(_ body: () throws -> Result) throws -> Result {
    try database.execute("BEGIN")
    defer { try? database.execute("COMMIT") }
    return try body()
  }

  /// What runs were given, by its number.
  fileprivate func contents() throws -> [Int: DataSums] {
    try database.query("SELECT id, sums FROM content").reduce(into: [:]) { contents, row in
      guard let id = row[0].integer, let sums = row[1].text else { throw damaged("a row of content") }
      contents[id] = DataSums(text: sums)
    }
  }

  /// The copies of sets that runs were given, in the order in which they were first recorded.
  fileprivate func copies() throws -> [(DatasetName, DataSums)] {
    try database.query("SELECT dataset, files FROM data ORDER BY id").compactMap { row in
      guard let name = row[0].text, let text = row[1].text,
        let files = try? StoredJSON.decode([SourceFile].self, from: text)
      else { throw damaged("a row of data") }
      return DatasetName(rawValue: name).map { ($0, DataSums(files)) }
    }
  }

  /// How many runs at a time an environment is of.
  fileprivate func jobs(inEnvironment id: Int) throws -> Int {
    let sql = "SELECT json_extract(facts, '$.jobs') FROM environment WHERE id = ?"
    // No machine runs more at a time; the sum over stores is a whole number.
    guard let jobs = try database.query(sql, [DatabaseValue(id)]).first?.first?.integer,
      (1...1_000_000_000).contains(jobs)
    else { throw damaged("environment \(id)") }
    return jobs
  }
}
