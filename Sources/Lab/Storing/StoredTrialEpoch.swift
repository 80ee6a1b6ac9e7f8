import Forms
import Storage

/// What was known of a run at the end of an epoch, with the fields of its trial and what is told of its outcome.
public struct StoredTrialEpoch: Sendable {
  /// The epoch.
  public let epoch: StoredEpoch
  /// The run.
  public let run: StoredRun
  /// The columns.
  public let columns: TrialColumns
  /// The values, one a column; nil for what the trial or its outcome has not.
  public let columnValues: [JSONValue?]
}

extension StoredTrialEpoch: Encodable {
  private enum CodingKeys: String, CodingKey {
    case result
  }

  /// Writes all fields beside each other; what the run or its trial has not is left out.
  public func encode(to encoder: any Encoder) throws {
    try epoch.encode(to: encoder)
    try run.labels.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(run.result.kind, forKey: .result)
    try columns.encode(columnValues, to: encoder)
  }
}
