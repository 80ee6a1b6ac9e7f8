import Forms
import Network
import Storage

extension RunDetails {
  /// The epoch after which nothing could start the run any more, where it ended for that reason.
  public var death: Int? { trialOutcome?.death }

  /// By what the weights of each layer were multiplied before the first step, where they hang on data.
  public var settled: [LayerScaling]? { trialOutcome?.settled }

  /// The trial that was run; nil where it is of another sort, or this version cannot read it.
  public func trial<T: Trial>(of _: T.Type = T.self) -> T? {
    guard run.labels.kind == T.kind, let tree = try? StoredJSON.decode(JSONValue.self, from: identity) else {
      return nil
    }
    let fields = TrialKind(T.self).fields()
    let whole = JSONValue(plain: T.standard).overlaid(with: tree, choosingAmong: fields).withoutNulls
    // What was read must say the same as what was stored.
    guard let trial = try? whole.decoded(as: T.self), (try? trial.identity) == identity else { return nil }
    return trial
  }

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

extension JSONValue {
  /// The value with no field that stands for none.
  fileprivate var withoutNulls: JSONValue {
    guard case .object(let fields) = self else { return self }
    return .object(fields.filter { $0.value != .null }.mapValues(\.withoutNulls))
  }
}
