/// What a JSON value must look like: the one source of the checks of files, of their schema for editors, and of how a
/// partial value fills itself up from defaults.
public indirect enum ValueForm: Sendable {
  /// A whole number of at least `least`.
  case count(least: Int)
  /// A finite number in a range.
  case number(in: ClosedRange<Double>)
  /// One of some names.
  case name([String])
  /// Text that passes a check, or a number that passes it as text; `expected` completes "expected …".
  case text(expected: String, isValid: @Sendable (String) -> Bool)
  /// True or false.
  case flag
  /// As many values of a form as one likes, but at least `least`.
  case list(ValueForm, least: Int)
  /// Values of a form under names of one's own.
  case map(ValueForm)
  /// Named fields.
  case record([Field])
  /// Named fields, exactly one of which is given.
  case choice([Field])
  /// Named fields that depend on what the field `key` names; a kind has a standard value, which the fields not given are
  /// taken from.
  case family(key: Field, kinds: [Kind])
  /// One of several forms.
  case either([ValueForm])
  /// Any value.
  case anything
  /// A value that is checked only when it is known what it changes.
  case deferred(ValueForm)
  /// A form that is used several times; a schema says it once, by its name.
  case named(String, ValueForm)

  /// Text that is free but not empty.
  package static func words(_ expected: String) -> ValueForm {
    .text(expected: expected) { !$0.isEmpty }
  }

  /// One of the names of an enumeration.
  package static func name<Choice: RawRepresentable<String> & CaseIterable>(of _: Choice.Type) -> ValueForm {
    .name(Choice.allCases.map(\.rawValue))
  }

  /// What completes "expected …".
  package var expected: String {
    switch self {
    case .count(let least): "a whole number of at least \(least)"
    case .number(let range):
      range.upperBound.isFinite
        ? "a number from \(range.lowerBound) to \(range.upperBound)"
        : "a number of at least \(range.lowerBound)"
    case .name(let names): "one of \(names.joined(separator: ", "))"
    case .text(let expected, _): expected
    case .flag: "true or false"
    case .list(let form, let least):
      "a list\(least > 0 ? " of at least \(least)" : ""), each \(form.expected)"
    case .map(let form): "an object, in it \(form.expected)"
    case .record(let fields): "an object of \(fields.map(\.name).joined(separator: ", "))"
    case .choice(let fields): "an object of one of \(fields.map(\.name).joined(separator: ", "))"
    case .family(let key, let kinds):
      "an object whose \(key.name) is one of \(kinds.map(\.name).joined(separator: ", "))"
    case .either(let forms): forms.map(\.expected).joined(separator: ", or ")
    case .anything: "a value"
    case .deferred(let form), .named(_, let form): form.expected
    }
  }
}
