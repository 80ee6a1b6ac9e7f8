/// A field of a trial that an axis varies: the way to it, or a short name such as `depth` or `width`.
public struct FieldName: Hashable, Sendable {
  /// The name as it was given.
  public let name: String

  /// A field by its way through the trial, such as `optimizer.rate`, by a short name, or by its option, such
  /// as `--rate`.
  public init(_ name: String) {
    self.name = name
  }

  /// The short names, each with all fields that it stands for in some sort of trial.
  private static let shortNames = grouped(by: \.field.short?.name)

  /// The options of commands, each with all fields that it stands for in some sort of trial.
  private static let options = grouped(by: \.field.option?.name)

  /// What a name stands for: fields, and the sort of trials that each is of.
  private typealias Meaning = (name: String, fields: [(kind: TrialKind, field: TrialField)])

  private static func grouped(by name: (TrialField) -> String?) -> [Meaning] {
    var groups: [Meaning] = []
    for kind in TrialKind.allCases {
      for field in kind.fields() {
        guard let name = name(field) else { continue }
        let place = groups.firstIndex { $0.name == name } ?? groups.count
        if place == groups.count { groups.append((name, [])) }
        groups[place].fields.append((kind, field))
      }
    }
    return groups
  }

  private static let meanings = Dictionary(
    uniqueKeysWithValues: (shortNames + options).map { ($0.name, $0.fields) })

  /// The change of a trial that gives the field a value.
  ///
  /// - Parameters:
  ///   - trial: The trial as a tree; what a short name stands for may depend on it.
  ///   - kind: The sort of the trial.
  func change(to value: JSONValue, in trial: JSONValue, of kind: TrialKind) -> JSONValue {
    guard let meanings = Self.meanings[name] else {
      // No form is so deep: what is left over makes a field that there is none of.
      return JSONValue(value, at: name.split(separator: ".", maxSplits: 15).map(String.init))
    }
    // Where the trial has no such field, the error names the way to one that it does not have.
    let other = meanings.first { $0.kind == kind } ?? meanings[0]
    let field = field(in: trial, of: kind) ?? other.field
    return field.field.option?.name == name ? field.change(to: value) : field.shortChange(to: value)
  }

  /// The field of a trial that a short name or an option stands for; nil where the trial has none.
  func field(in trial: JSONValue, of kind: TrialKind) -> TrialField? {
    Self.meanings[name]?.first { $0.kind == kind && $0.field.isPart(of: trial) }?.field
  }
}
