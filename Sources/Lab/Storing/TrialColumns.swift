import Forms
import Storage

/// The fields of a sort of trial as columns of data, each named by its way, such as `optimizer.rate`.
public struct TrialColumns: Sendable {
  /// The sort of trial.
  public let kind: TrialKind
  /// The names.
  public let names: [String]
  /// For each column the fields that stand there, each in trials of its own kind.
  private let fields: [[FormField]]
  private let standard: JSONValue

  /// The columns of a sort of trial: its fields that are one value, but for those that a run is listed with.
  public init(_ kind: TrialKind) {
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
    self.kind = kind
    self.names = names
    self.fields = fields
    standard = (try? kind.complete(.object([:]))) ?? .object([:])
  }

  /// A trial's values, one a column; nil for what it has not.
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
