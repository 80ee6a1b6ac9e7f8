import Network
import Storage

extension RunDetails {
  /// The epoch after which nothing could start the run any more, where it ended for that reason.
  public var death: Int? { trialOutcome?.death }

  /// By what the weights of each layer were multiplied before the first step, where they hang on data.
  public var settled: [LayerScaling]? { trialOutcome?.settled }

  /// The outcome; nil where this version cannot read it.
  private var trialOutcome: (any TrialOutcome)? {
    TrialKind(rawValue: run.labels.kind).flatMap { try? $0.outcome(in: outcome) }
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
