import Forms
import Storage

/// The fields of a sort of trial, and what is told of its outcomes, as columns of data.
struct KindColumns: Sendable {
  /// The names of the fields, each by its way, such as `optimizer.rate`.
  let names: [String]
  /// Which of these hold true or false.
  let flags: Set<String>
  /// The names of what is told of an outcome, such as `outcome.kurtosis`.
  let outcomeNames: [String]
  /// For each field's column the fields that stand there, each in trials of its own kind.
  private let fields: [[FormField]]
  private let standard: JSONValue
  private let told: @Sendable (_ outcome: String) throws -> [JSONValue?]

  /// The columns of a sort of trial: all fields, but for those that a run is listed with.
  init(_ kind: TrialKind) {
    let listed = StoredRun.columns.components(separatedBy: ", ")
    var names: [String] = []
    var fields: [[FormField]] = []
    let groups = kind.fields().filter(\.field.form.isOneValue).groups { $0.path.joined(separator: ".") }
    for (name, own) in groups {
      // What is one value by its name has no parts.
      let isPart = (listed + names).contains { name.hasPrefix("\($0).") }
      if isPart || listed.contains(name) { continue }
      names.append(name)
      fields.append(own)
    }
    self.names = names
    self.fields = fields
    flags = Set(zip(names, fields).filter { $1.allSatisfy(\.field.form.isFlag) }.map { $0.0 })
    standard = (try? kind.complete(.object([:]))) ?? .object([:])
    (outcomeNames, told) = Self.outcome(kind.trial)
  }

  private static func outcome<T: Trial>(
    _: T.Type
  ) -> (names: [String], told: @Sendable (String) throws -> [JSONValue?]) {
    let columns = T.Outcome.columns
    return (
      columns.map { "outcome.\($0.name)" },
      { json in
        let outcome = try StoredJSON.decode(T.Outcome.self, from: json)
        return columns.map { $0.value(outcome) }
      }
    )
  }

  /// A trial's values, one a field's column; nil for what it has not.
  ///
  /// - Parameter identity: What of the trial differs from the standard one.
  func values(of identity: JSONValue) -> [JSONValue?] {
    let trial = standard.overlaid(with: identity, choosingAmong: fields.flatMap(\.self))
    return fields.map { fields in
      guard let field = fields.first(where: { $0.isPart(of: trial) }) else { return nil }
      // Of a family, the first kind goes without saying.
      return (trial.at(field.path) ?? field.standard).map { field.field.plain($0) }
    }
  }

  /// What is told of an outcome, one value a column; nothing where this version cannot read it.
  func values(ofOutcome json: String) -> [JSONValue?] {
    (try? told(json)) ?? outcomeNames.map { _ in nil }
  }
}

extension ValueForm.Field {
  /// A value as one number, flag or text: as people write it, and as JSON what is a list or an object of such.
  fileprivate func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .flag, .integer, .number, .text: value
    case .list(let values) where values.contains(where: \.hasParts): .text(value.summary)
    case .list, .object: .text(text(of: value))
    }
  }
}

extension JSONValue {
  fileprivate var hasParts: Bool {
    switch self {
    case .list, .object: true
    case .null, .flag, .integer, .number, .text: false
    }
  }
}

extension ValueForm {
  /// Whether values have no fields of known names, or are written as one text.
  fileprivate var isOneValue: Bool {
    switch self {
    case .record, .choice, .family: false
    case .named(_, let form), .deferred(let form): form.isOneValue
    case .count, .number, .name, .text, .flag, .list, .map, .either, .anything: true
    }
  }

  fileprivate var isFlag: Bool {
    switch self {
    case .flag: true
    case .named(_, let form), .deferred(let form): form.isFlag
    default: false
    }
  }
}
