import Forms
import Storage

/// A run as a store lists it, with the values of its trial's fields.
public struct StoredTrial: Sendable {
  /// The run.
  public let run: StoredRun
  /// The columns of its sort of trial.
  public let columns: TrialColumns
  /// The values, one a column; nil for what the trial has not.
  public let trial: [JSONValue?]
}

extension StoredTrial: Encodable {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue _: Int) { nil }
  }

  /// Writes all fields beside each other; what the run or its trial has not is left out.
  public func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var container = encoder.container(keyedBy: Name.self)
    for (name, value) in zip(columns.names, trial) {
      try container.encodeIfPresent(value, forKey: Name(stringValue: name))
    }
  }
}
