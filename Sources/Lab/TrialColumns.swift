/// The fields of a sort of trial as columns of data, each named by its way, such as `optimizer.rate`.
public struct TrialColumns: Sendable {
  /// The sort of trial.
  public let kind: TrialKind
  /// The names.
  public let names: [String]
  /// For each column the fields that stand there, each in trials of its own kind.
  private let fields: [[TrialField]]
  private let standard: JSONValue

  /// The columns of a sort of trial: its fields that are one value, but for those that a run is listed with.
  public init(_ kind: TrialKind) {
    let listed = StoredRun.columns.components(separatedBy: ", ")
    var names: [String] = []
    var fields: [String: [TrialField]] = [:]
    for field in kind.fields() where field.field.form.isOneValue {
      let name = field.path.joined(separator: ".")
      // What is one value by its name has no parts.
      let isPart = (listed + names).contains { name.hasPrefix("\($0).") }
      if isPart || listed.contains(name) { continue }
      if fields[name] == nil { names.append(name) }
      fields[name, default: []].append(field)
    }
    self.kind = kind
    self.names = names
    self.fields = names.map { fields[$0] ?? [] }
    standard = (try? kind.complete(.object([:]))) ?? .object([:])
  }

  /// A trial's values, one a column; nil for what it has not.
  ///
  /// - Parameter identity: What of the trial differs from the standard one.
  func values(of identity: JSONValue) -> [JSONValue?] {
    // What is chosen stands in the place of the standard's choice.
    let choices = Set(fields.joined().compactMap(\.choice)).filter { identity.at($0) != nil }
    let standard = choices.reduce(standard) { $0.overlaid(with: JSONValue(.null, at: $1)) }
    let trial = standard.overlaid(with: identity)
    return fields.map { fields in
      guard let field = fields.first(where: { $0.isPart(of: trial) }) else { return nil }
      // Of a family, the first kind goes without saying.
      return (trial.at(field.path) ?? field.standard).map { field.field.plain($0) }
    }
  }
}

extension TrialField {
  /// Where a choice is made for the field to be there.
  fileprivate var choice: [String]? { if case .choice(_, let path)? = condition { path } else { nil } }
}

extension ValueForm.Field {
  /// A value as one number, flag or text.
  fileprivate func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .flag, .integer, .number, .text: value
    case .list, .object: .text(text(of: value))
    }
  }
}

extension ValueForm {
  /// Whether values have no fields, or are written as one text.
  fileprivate var isOneValue: Bool {
    switch self {
    case .record, .choice, .family, .map: false
    case .named(_, let form), .deferred(let form): form.isOneValue
    case .count, .number, .name, .text, .flag, .list, .either, .anything: true
    }
  }
}
