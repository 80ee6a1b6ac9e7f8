import Training

/// How a run ended.
public enum RunResult: Hashable, Sendable {
  /// It measured what it was to measure.
  case measured
  /// It started to learn by the end of this epoch.
  case started(epoch: Int)
  /// It had not started by the end of this epoch, its last.
  case censored(epoch: Int)
  /// Its loss was infinite or not a number at this step.
  case diverged(step: Int)

  /// The ways to end by name.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// It measured what it was to measure.
    case measured
    /// It started to learn.
    case started
    /// It had not started by its last epoch.
    case censored
    /// Its loss became infinite or not a number.
    case diverged
  }

  /// Whether and when a run began to learn, as a result.
  public init(_ start: Start) {
    switch start {
    case .started(let epoch): self = .started(epoch: epoch)
    case .censored(let epoch): self = .censored(epoch: epoch)
    case .diverged(let step): self = .diverged(step: step)
    }
  }

  /// The result of a name with its epoch or step, both counted from 1; nil where these do not fit together.
  init?(_ kind: Kind, epoch: Int?, step: Int?) {
    guard epoch ?? 1 >= 1, step ?? 1 >= 1 else { return nil }
    switch (kind, epoch, step) {
    case (.measured, nil, nil): self = .measured
    case (.started, let epoch?, nil): self = .started(epoch: epoch)
    case (.censored, let epoch?, nil): self = .censored(epoch: epoch)
    case (.diverged, nil, let step?): self = .diverged(step: step)
    default: return nil
    }
  }

  /// Its name.
  public var kind: Kind {
    switch self {
    case .measured: .measured
    case .started: .started
    case .censored: .censored
    case .diverged: .diverged
    }
  }

  /// The epoch of the start, or the last without one; nil for other results.
  public var epoch: Int? {
    switch self {
    case .started(let epoch), .censored(let epoch): epoch
    case .measured, .diverged: nil
    }
  }

  /// The step of the divergence; nil for other results.
  public var step: Int? {
    if case .diverged(let step) = self { step } else { nil }
  }
}
