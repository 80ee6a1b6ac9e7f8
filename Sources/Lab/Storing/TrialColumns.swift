import Forms
import Storage

/// Everything that a trial is and that its outcome tells as columns of data: fields by their way, such as `optimizer.rate`,
/// defaults filled in, and what is told of outcomes behind `outcome.`.
public struct TrialColumns: Sendable {
  /// The sort of trial; nil for all sorts.
  public let kind: TrialKind?
  /// The names, those of the fields first.
  public let names: [String]
  private let kinds: [String: OwnColumns]
  private let fieldNames: [String]
  private let flags: Set<String>

  /// The columns of a sort of trial, and which of all columns they are.
  private struct OwnColumns {
    let columns: KindColumns
    let fields, outcomes: [Int]
  }

  /// The columns of all sorts of trial; fields of the same way share one.
  public static let all = TrialColumns(TrialKind.allCases, nil)

  /// The columns of a sort of trial.
  public init(_ kind: TrialKind) { self.init([kind], kind) }

  private init(_ sorts: [TrialKind], _ kind: TrialKind?) {
    let all = sorts.map(KindColumns.init)
    self.kind = kind
    fieldNames = all.flatMap(\.names).groups { $0 }.map { $0.key }
    let outcomeNames = all.flatMap(\.outcomeNames).groups { $0 }.map { $0.key }
    names = fieldNames + outcomeNames
    func places(of own: [String], in names: [String]) -> [Int] {
      own.compactMap { names.firstIndex(of: $0) }
    }
    let fieldNames = fieldNames
    let owns = all.map {
      OwnColumns(
        columns: $0, fields: places(of: $0.names, in: fieldNames),
        outcomes: places(of: $0.outcomeNames, in: outcomeNames))
    }
    kinds = Dictionary(uniqueKeysWithValues: zip(sorts.map(\.rawValue), owns))
    flags = all.reduce(into: []) { $0.formUnion($1.flags) }
  }

  /// What a store keeps in the columns of a run's fields, in their order, whatever its seed; nil where its identity cannot
  /// be read.
  func cells(of kind: String, identity: String) -> [DatabaseValue]? {
    guard let tree = try? StoredJSON.decode(JSONValue.self, from: identity) else { return nil }
    let own = kinds[kind]
    return Self.cells(own?.columns.values(of: tree) ?? [], at: own?.fields ?? [], of: fieldNames.count)
  }

  /// What a store keeps in the columns of a run's outcome, in their order.
  func cells(of kind: String, outcome: String) -> [DatabaseValue] {
    outcomeCells(kinds[kind]?.columns.values(ofOutcome: outcome) ?? [], of: kind)
  }

  /// The same of an outcome that is no text yet.
  func cells<T: Trial>(of _: T.Type, _ outcome: T.Outcome) -> [DatabaseValue] {
    outcomeCells(T.Outcome.columns.map { $0.value(outcome) }, of: T.kind)
  }

  private func outcomeCells(_ values: [JSONValue?], of kind: String) -> [DatabaseValue] {
    Self.cells(values, at: kinds[kind]?.outcomes ?? [], of: names.count - fieldNames.count)
  }

  /// Values at their places among so many.
  private static func cells(_ values: [JSONValue?], at places: [Int], of count: Int) -> [DatabaseValue] {
    var cells = [DatabaseValue](repeating: .null, count: count)
    for (value, place) in zip(values, places) { cells[place] = DatabaseValue(value) }
    return cells
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
    case .list?, .object?:
      self =
        (value?.values.flatMap(StoredJSON.text) ?? (try? StoredJSON.encode(value))).map { .text($0) } ?? .null
    }
  }
}
