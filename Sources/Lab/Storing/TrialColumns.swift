import Forms
import Storage

/// Everything that a trial is and that its outcome tells as columns of data: fields by their way, such as `optimizer.rate`,
/// defaults filled in, and what is told of outcomes behind `outcome.`.
public struct TrialColumns: Sendable {
  /// The sort of trial; nil for all sorts.
  public let kind: TrialKind?
  /// The names, those of the fields first.
  public let names: [String]
  private let kinds: [String: KindColumns]
  private let fieldNames: [String]
  private let flags: Set<String>

  /// The columns of all sorts of trial; fields of the same way share one.
  public static let all = TrialColumns(TrialKind.allCases, nil)

  /// The columns of a sort of trial.
  public init(_ kind: TrialKind) { self.init([kind], kind) }

  private init(_ sorts: [TrialKind], _ kind: TrialKind?) {
    let all = sorts.map(KindColumns.init)
    self.kind = kind
    kinds = Dictionary(uniqueKeysWithValues: zip(sorts.map(\.rawValue), all))
    fieldNames = all.flatMap(\.names).groups { $0 }.map { $0.key }
    names = fieldNames + all.flatMap(\.outcomeNames).groups { $0 }.map { $0.key }
    flags = all.reduce(into: []) { $0.formUnion($1.flags) }
  }

  /// What a store keeps in the columns of a run's fields, in their order; nil where its identity cannot be read.
  func cells(of kind: String, identity: String) -> [DatabaseValue]? {
    guard let tree = try? StoredJSON.decode(JSONValue.self, from: identity) else { return nil }
    guard let own = kinds[kind] else { return fieldNames.map { _ in .null } }
    return Self.cells(own.names, own.values(of: tree), in: fieldNames)
  }

  /// What a store keeps in the columns of a run's outcome, in their order.
  func cells(of kind: String, outcome: String) -> [DatabaseValue] {
    let outcomeNames = Array(names.dropFirst(fieldNames.count))
    guard let own = kinds[kind] else { return outcomeNames.map { _ in .null } }
    return Self.cells(own.outcomeNames, own.values(ofOutcome: outcome), in: outcomeNames)
  }

  private static func cells(
    _ own: [String], _ values: [JSONValue?], in names: [String]
  ) -> [DatabaseValue] {
    var cells: [String: DatabaseValue] = [:]
    for (name, value) in zip(own, values) { cells[name] = DatabaseValue(value) }
    return names.map { cells[$0] ?? .null }
  }

  /// The values that stand in columns, nil for none.
  func values(of cells: [DatabaseValue]) -> [JSONValue?] {
    zip(names, cells).enumerated().map { place, column in
      switch column.1 {
      case .null: nil
      // SQLite has no true and false.
      case .integer(let number): flags.contains(column.0) ? .flag(number != 0) : .integer(Int(number))
      case .real(let number): .number(number)
      case .text(let text):
        // What is told of an outcome is a list where it is no number.
        place < fieldNames.count ? .text(text) : (try? StoredJSON.decode(from: text)) ?? .text(text)
      }
    }
  }
}

extension DatabaseValue {
  /// What a store keeps of a value: true and false as 1 and 0, lists and objects as JSON.
  fileprivate init(_ value: JSONValue?) {
    switch value {
    case nil, .null?: self = .null
    case .flag(let flag)?: self = .integer(flag ? 1 : 0)
    case .integer(let number)?: self = .integer(Int64(number))
    case .number(let number)?: self = .real(number)
    case .text(let text)?: self = .text(text)
    case .list?, .object?: self = (try? StoredJSON.encode(value)).map { .text($0) } ?? .null
    }
  }
}
