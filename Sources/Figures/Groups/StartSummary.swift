import Lab
import Training

/// When the runs of one setting started to learn: those that did, and the number of those that did not.
public struct StartSummary: Codable, Sendable {
  /// The epoch of the start of each run that started.
  public let epochs: [Int]
  /// How many runs had not started by the last epoch.
  public let censored: Int
  /// How many runs diverged.
  public let diverged: Int
  /// The last epoch of the setting.
  public let epochLimit: Int

  /// Summarises the outcomes of one setting.
  public init(_ outcomes: [StartTrial.Outcome], epochLimit: Int) {
    epochs = outcomes.compactMap(\.start.epoch)
    censored = outcomes.count { if case .censored = $0.start { true } else { false } }
    diverged = outcomes.count { if case .diverged = $0.start { true } else { false } }
    self.epochLimit = epochLimit
  }

  /// The mean epoch of the runs that started; nil where none did.
  public var mean: Double? {
    epochs.isEmpty ? nil : epochs.reduce(0) { $0 + Double($1) } / Double(epochs.count)
  }

  /// The standard deviation over the runs that started; nil where fewer than two did.
  public var deviation: Double? {
    guard let mean, epochs.count > 1 else { return nil }
    let squares = epochs.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (squares / Double(epochs.count - 1)).squareRoot()
  }

  /// The mean and spread of the runs that started, and what became of the rest.
  public var text: String {
    guard let mean else { return diverged > censored ? "diverged" : "> \(epochLimit)" }
    return decimals(mean, 1) + (deviation.map { " ± \(decimals($0, 1))" } ?? "")
  }
}
