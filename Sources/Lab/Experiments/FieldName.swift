import Forms

/// A field of a trial that an axis varies: the way to it, or a short name such as `depth` or `width`.
public struct FieldName: Hashable, Sendable {
  /// The name as it was given.
  public let name: String

  /// A field by its way through the trial, such as `optimizer.rate`, by a short name, or by its option, such
  /// as `--rate`.
  public init(_ name: String) {
    self.name = name
  }

  /// What short names and options stand for: fields, and the sort of trials that each is of.
  private static let meanings = TrialKind.allCases.reduce(
    into: [String: [(kind: TrialKind, field: FormField)]]()
  ) { meanings, kind in
    for field in kind.fields() {
      for name in [field.field.short?.name, field.field.option?.name].compactMap(\.self) {
        meanings[name, default: []].append((kind, field))
      }
    }
  }

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
  func field(in trial: JSONValue, of kind: TrialKind) -> FormField? {
    Self.meanings[name]?.first { $0.kind == kind && $0.field.isPart(of: trial) }?.field
  }
}
