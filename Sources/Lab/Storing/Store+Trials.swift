import Datasets
import Storage

extension Store {
  /// The outcomes of a trial, one for each copy of its data that it was run on.
  ///
  /// - Throws: `StoreError.unreadableOutcome` where one is of another form than this version writes, or cannot be an
  ///   outcome of the trial.
  func outcomes<T: Trial>(of trial: T) throws -> [(sums: DataSums, outcome: T.Outcome)] {
    try outcomes(of: trial, try trial.identity)
  }

  /// The same where the trial's identity is known already.
  func outcomes<T: Trial>(
    of trial: T, _ identity: String
  ) throws -> [(sums: DataSums, outcome: T.Outcome)] {
    try outcomes(T.kind, identity).map { run, sums, json in
      (sums, try outcome(of: trial, in: json, run: run))
    }
  }

  private func outcome<T: Trial>(of trial: T, in json: String, run: Int) throws -> T.Outcome {
    do {
      let outcome = try StoredJSON.decode(T.Outcome.self, from: json)
      try trial.check(outcome)
      return outcome
    } catch let error as DecodingError {
      throw StoreError.unreadableOutcome(file.path, run: run, Self.reason(error))
    } catch let error as OutcomeError {
      throw StoreError.unreadableOutcome(file.path, run: run, "\(error)")
    }
  }

  /// What is wrong with JSON, and where in it.
  private static func reason(_ error: DecodingError) -> String {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
        .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let place = context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
    return (place.isEmpty ? "" : "\(place): ") + (context?.debugDescription ?? "\(error)")
  }

  /// The outcome of a trial on one copy of its data, if it is there.
  ///
  /// - Parameter sums: The sums of the data's files; none for a trial that reads no file.
  /// - Throws: `StoreError.unreadableOutcome` where it is of another form than this version writes.
  public func outcome<T: Trial>(of trial: T, on sums: DataSums = .none) throws -> T.Outcome? {
    try outcomes(of: trial).first { $0.sums == sums }?.outcome
  }

  /// Adds a trial's outcome and sees it to the disk; a trial that is there already, on the same data, keeps its first
  /// outcome.
  ///
  /// - Throws: `StoreError`; the store is then as it was.
  public func add<T: Trial>(_ outcome: T.Outcome, of trial: T, from origin: RunOrigin) throws {
    let identity = try trial.identity
    try add(
      outcome, of: trial, identity, from: origin,
      fields: TrialColumns.all.cells(of: T.kind, identity: identity))
  }

  /// The same where the trial's identity is known already, and what stands in the columns of its fields.
  func add<T: Trial>(
    _ outcome: T.Outcome, of trial: T, _ identity: String, from origin: RunOrigin, fields: [DatabaseValue]?
  ) throws {
    try completeTrials()
    try add(
      try StoredJSON.encode(outcome), of: identity, trial.labels, outcome.result, outcome.epochs,
      from: origin, cells: fields.map { $0 + TrialColumns.all.cells(of: T.self, outcome) } ?? [])
  }
}
