/// A run as a store lists it.
public struct StoredRun: Hashable, Sendable {
  /// Its number in the store.
  public let id: Int
  /// What it is found by.
  public let labels: RunLabels
  /// How it ended.
  public let result: RunResult
  /// How long it took.
  public let seconds: Double
  /// When it ended, in UTC (ISO 8601).
  public let finished: String

  /// The longest that a run can have taken, in seconds: beyond a computer's life.
  package static let longest = 1e12

  /// The columns of the table of runs that a run is made from, as SQL lists them.
  package static let columns =
    "id, kind, dataset, initialization, depth, seed, result, epoch, step, seconds, finished"

  /// A run from a row of `columns`; nil where the row is none.
  init?(_ row: [DatabaseValue]) {
    guard let id = row[0].integer, let kind = row[1].text, let initialization = row[3].text,
      let seed = row[5].integer, let name = row[6].text.flatMap(RunResult.Kind.init(rawValue:)),
      let result = RunResult(name, epoch: row[7].integer, step: row[8].integer),
      let seconds = row[9].real, let finished = row[10].text, (0...Self.longest).contains(seconds)
    else { return nil }
    self.id = id
    labels = RunLabels(
      kind: kind, dataset: row[2].text, initialization: initialization, depth: row[4].integer,
      seed: UInt64(bitPattern: Int64(seed)))
    self.result = result
    self.seconds = seconds
    self.finished = finished
  }
}

extension StoredRun: Encodable {
  private enum CodingKeys: String, CodingKey {
    case run
    case result
    case epoch
    case step
    case seconds
    case finished
  }

  /// Writes all fields beside each other; what the run has not is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .run)
    try labels.encode(to: encoder)
    try container.encode(result.kind, forKey: .result)
    try container.encodeIfPresent(result.epoch, forKey: .epoch)
    try container.encodeIfPresent(result.step, forKey: .step)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(finished, forKey: .finished)
  }
}
