import Forms
import Storage

/// A run as a store lists it, with the fields of its trial and what is told of its outcome.
public struct StoredTrial: Sendable {
  /// The run.
  public let run: StoredRun
  /// The columns.
  public let columns: TrialColumns
  /// The values, one a column; nil for what the trial or its outcome has not.
  public let columnValues: [JSONValue?]
}

extension StoredTrial: Encodable {
  /// Writes all fields beside each other; what the run or its trial has not is left out.
  public func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    try columns.encode(columnValues, to: encoder)
  }
}

extension TrialColumns {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue _: Int) { nil }
  }

  /// Writes values beside what else is written, each by its column's name.
  func encode(_ values: [JSONValue?], to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for (name, value) in zip(names, values) {
      try container.encodeIfPresent(value, forKey: Name(stringValue: name))
    }
  }
}
