/// What a JSON value must look like: the one source of the checks of experiment files, of their schema for editors, and
/// of how a partial value fills itself up from defaults.
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
  case family(key: String, kinds: [Kind])
  /// One of several forms.
  case either([ValueForm])
  /// Any value.
  case anything
  /// A value that is checked only when it is known what it changes.
  case deferred(ValueForm)

  /// A field by name.
  public struct Field: Sendable {
    let name: String
    let form: ValueForm
    /// What it is, in a sentence.
    let summary: String
    let isRequired: Bool

    /// A field; `summary` says what it is, in a sentence.
    public init(_ name: String, _ form: ValueForm, _ summary: String, isRequired: Bool = false) {
      self.name = name
      self.form = form
      self.summary = summary
      self.isRequired = isRequired
    }
  }

  /// A kind of a family, the first being the one that is meant where none is named.
  public struct Kind: Sendable {
    let name: String
    let standard: JSONValue
    let fields: [Field]

    /// A kind; `standard` is the value from which fields that are not given are taken.
    public init(_ name: String, standard: JSONValue = .object([:]), _ fields: [Field]) {
      self.name = name
      self.standard = standard
      self.fields = fields
    }
  }

  /// Text that is free but not empty.
  static func words(_ expected: String) -> ValueForm {
    .text(expected: expected) { !$0.isEmpty }
  }

  /// One of the names of an enumeration.
  static func name<Choice: RawRepresentable<String> & CaseIterable>(of _: Choice.Type) -> ValueForm {
    .name(Choice.allCases.map(\.rawValue))
  }

  /// What completes "expected …".
  var expected: String {
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
      "an object whose \(key) is one of \(kinds.map(\.name).joined(separator: ", "))"
    case .either(let forms): forms.map(\.expected).joined(separator: ", or ")
    case .anything: "a value"
    case .deferred(let form): form.expected
    }
  }
}
