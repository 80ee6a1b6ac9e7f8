import Forms
import Lab

/// The options and names of the fields that a sweep keeps the same, or varies.
extension SweepOptions {
  /// The options of all sorts of trial but for their network and how that begins.
  static let options = FieldOption.all(
    fields.map(\.field).filter { !["architecture", "initialization"].contains($0.path[0]) })

  /// All fields, with the sorts of trial that they are of.
  private static let fields = TrialKind.allCases.flatMap { kind in
    kind.fields(changing: changes(of: kind)).map { (kind: kind, field: $0) }
  }

  /// What help says of the options.
  static let fieldsHelp = options.map { option in
    option.help(meanings { $0.option?.name == option.name })
  }.joined()

  /// What help says of the names that axes take.
  static let namesHelp = fields.groups { $0.field.field.short?.name }.map { name, _ in
    let meanings = meanings { $0.short?.name == name }.map(\.named)
    return FieldHelp.lines(name, FieldHelp(meanings).text, margin: 29, column: 41)
  }.joined()

  /// The names that axes take, beside the ways through a trial.
  static let names = fields.compactMap(\.field.field.short?.name)

  /// What fields mean, each for its kind of network or optimiser, or its sort of trial.
  private static func meanings(_ isMeant: (ValueForm.Field) -> Bool) -> [FieldHelp.Meaning] {
    fields.filter { isMeant($0.field.field) }.map { kind, field in
      FieldHelp.Meaning(
        field, kind: field.kind ?? kind.rawValue,
        of: field.kinds.isEmpty ? TrialKind.allCases.map(\.rawValue) : field.kinds)
    }
  }
}
