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
    case kind
    case dataset
    case initialization
    case depth
    case seed
    case result
  }

  /// Writes all fields beside each other; what the run or its trial has not is left out.
  public func encode(to encoder: any Encoder) throws {
    try epoch.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(run.labels.kind, forKey: .kind)
    try container.encodeIfPresent(run.labels.dataset, forKey: .dataset)
    try container.encode(run.labels.initialization, forKey: .initialization)
    try container.encodeIfPresent(run.labels.depth, forKey: .depth)
    try container.encode(run.labels.seed, forKey: .seed)
    try container.encode(run.result.kind, forKey: .result)
    try columns.encode(columnValues, to: encoder)
  }
}
