/// How the claims of an experiment differ from those that stood when the first of its runs was made.
public struct ClaimChanges: Sendable {
  /// When that was, in UTC (ISO 8601).
  public let begun: String
  /// How they were to be judged then.
  public let judgement: Judgement
  /// Those that are not asked any more.
  public let dropped: [StatedClaim]
  private let first: Set<String>

  /// The changes since an experiment was first run; nil where there are none.
  init?(of experiment: Experiment, since stored: StoredExperiment) {
    let before = stored.experiment.stated
    first = experiment.printed.union(before.map(\.identity))
    let now = Set(experiment.stated.map(\.identity))
    begun = stored.begun
    judgement = stored.experiment.judgement
    dropped = before.filter { !now.contains($0.identity) }
    if now.isSubset(of: first), dropped.isEmpty, judgement == experiment.judgement { return nil }
  }

  /// Whether a claim did not stand then.
  public func isLater(_ claim: StatedClaim) -> Bool { !first.contains(claim.identity) }
}

extension Experiment {
  /// Whether one of its settings is one of another experiment's, so that they share runs.
  func sharesSettings(with other: Experiment) -> Bool {
    func settings<T: Trial>(_: T.Type, _ experiment: Experiment) -> Set<String> {
      let settings = (try? Grid<T>(experiment))?.settings ?? []
      return Set(
        settings.compactMap { setting in
          var trial = setting.trial
          trial.seed = 0
          return try? trial.identity
        })
    }
    func share<T: Trial>(_ trial: T.Type) -> Bool {
      !settings(trial, self).isDisjoint(with: settings(trial, other))
    }
    return kind == other.kind && share(kind.trial)
  }
}
