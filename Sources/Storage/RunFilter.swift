/// Which runs of a store are meant; nil is any.
public struct RunFilter: Hashable, Sendable {
  /// The sort of trial.
  public var kind: String?
  /// The data set.
  public var dataset: String?
  /// The initialisation's name.
  public var initialization: String?
  /// The depth.
  public var depth: Int?
  /// How the run ended.
  public var result: RunResult.Kind?

  /// A filter that lets every run through.
  public init() {}

  /// Whether every run passes.
  public var isEmpty: Bool { self == RunFilter() }

  /// A condition in SQL, and its values in order.
  var condition: (sql: String, values: [DatabaseValue]) {
    let fields: [(String, DatabaseValue)] = [
      ("kind", DatabaseValue(kind)), ("dataset", DatabaseValue(dataset)),
      ("initialization", DatabaseValue(initialization)), ("depth", DatabaseValue(depth)),
      ("result", DatabaseValue(result?.rawValue)),
    ].filter { $0.1 != .null }
    let sql = fields.map { "\($0.0) = ?" }.joined(separator: " AND ")
    return (sql.isEmpty ? "true" : sql, fields.map(\.1))
  }
}
