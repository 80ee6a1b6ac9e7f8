import Storage

extension RunDetails {
  /// The epoch after which nothing could start the run any more, where it ended for that reason.
  public var death: Int? {
    guard let kind = TrialKind(rawValue: run.labels.kind) else { return nil }
    return (try? kind.outcome(in: outcome))?.death
  }
}

extension TrialKind {
  /// An outcome of such a trial, as a store keeps it.
  ///
  /// - Throws: What decoding throws.
  fileprivate func outcome(in json: String) throws -> any TrialOutcome {
    func outcome<T: Trial>(_: T.Type) throws -> any TrialOutcome {
      try StoredJSON.decode(T.Outcome.self, from: json)
    }
    return try outcome(trial)
  }
}
