import Datasets
import Storage
import Wording

/// What a store knows of trials: the outcomes of runs that were given the data that count, never of other data.
public struct StoredOutcomes<T: Trial>: Sendable {
  /// The outcomes, one a trial; nil where there is none.
  public let outcomes: [T.Outcome?]
  /// How many runs of these trials do not count, set by set, since they were given another copy of it.
  public let leftOut: [DatasetName: Int]
  /// What was given to the runs that count, set by set.
  let sums: [DatasetName: DataSums]

  /// What is known of trials that are to be run on copies of their data.
  ///
  /// Of a set of which there is no copy, the runs count where all were given the same.
  ///
  /// - Parameter store: Where outcomes are kept, if there is such a place.
  /// - Throws: `LabError.severalCopies`, `StoreError`.
  public init(of trials: [T], in store: Store?, on data: DataInUse) throws {
    try self.init(of: trials, TrialIdentities(of: trials), in: store, on: data)
  }

  /// The same where the identities are known already.
  init(of trials: [T], _ identities: TrialIdentities<T>, in store: Store?, on data: DataInUse) throws {
    try self.init(of: trials, identities, in: store) { name, _ in data.copies[name]?.sums }
  }

  /// What is known of trials that are not to be run.
  ///
  /// Runs count where all were given one copy of a set. Of several copies that which the search leads to counts, and
  /// where the user has named a directory, that alone.
  ///
  /// - Throws: `LabError.severalCopies`, `StoreError`.
  public init(of trials: [T], in store: Store, search: DataSearch) throws {
    let isNamed = search.places.first?.reason == .explicit
    try self.init(of: trials, TrialIdentities(of: trials), in: store) { name, known in
      guard known.count > 1 || isNamed else { return nil }
      // What is broken or missing cannot say which copy is meant.
      let sums = (try? search.copy(of: name))?.sums
      return isNamed ? sums : sums.flatMap { known.contains($0) ? $0 : nil }
    }
  }

  /// - Parameter choice: The sums that count of a set, given those that runs have; nil for the only ones.
  private init(
    of trials: [T], _ identities: TrialIdentities<T>, in store: Store?,
    choice: (DatasetName, Set<DataSums>) throws -> DataSums?
  ) throws {
    let known = try trials.enumerated().map { try store?.outcomes(of: $1, identities[$0]) ?? [] }
    var all: [DatasetName: Set<DataSums>] = [:]
    for (trial, runs) in zip(trials, known) {
      guard let name = trial.readDataset else { continue }
      all[name, default: []].formUnion(runs.map(\.sums))
    }
    var chosen: [DatasetName: DataSums] = [:]
    for (name, sums) in all {
      if let own = try choice(name, sums) {
        chosen[name] = own
      } else if sums.count > 1, let store {
        throw LabError.severalCopies(set: name, count: sums.count, file: store.file.path)
      } else {
        chosen[name] = sums.first
      }
    }
    var leftOut: [DatasetName: Int] = [:]
    outcomes = zip(trials, known).map { trial, runs -> T.Outcome? in
      guard let name = trial.readDataset else { return runs.first { $0.sums == .none }?.outcome }
      let others = runs.count { $0.sums != chosen[name] }
      if others > 0 { leftOut[name, default: 0] += others }
      return runs.first { $0.sums == chosen[name] }?.outcome
    }
    self.leftOut = leftOut
    sums = chosen
  }

  /// The runs that do not count in one line for a reader; nil where there are none.
  public var leftOutLine: String? {
    if leftOut.isEmpty { return nil }
    let texts = leftOut.sorted { $0.key.rawValue < $1.key.rawValue }.map { name, runs in
      "\(counted(runs, "run")) of another copy of \(name.title)"
    }
    return "\(texts.joined(separator: ", ")) left out: the SHA-256 of the files is not the same"
  }

  /// Sees that theory is given the same data as the runs that it stands beside.
  ///
  /// - Throws: `LabError.otherCopy`.
  public func check(_ shelf: DataShelf) throws(LabError) {
    for (name, sums) in sums {
      if let loaded = shelf.sums(of: name), loaded != sums { throw .otherCopy(set: name) }
    }
  }
}

extension Trial {
  /// The data set whose files the run reads, if any: none where a program makes it.
  var readDataset: DatasetName? { dataset.flatMap { $0.recipe == nil ? $0 : nil } }
}
