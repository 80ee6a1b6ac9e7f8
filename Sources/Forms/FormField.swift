/// A field of a form in its place, with its default: what short names and the options of commands are made from.
package struct FormField: Sendable {
  /// The way to it through a value of the form.
  package let path: [String]
  /// What it is.
  package let field: ValueForm.Field
  /// Where the value must be of a kind, or a choice made, for it to be there; nil where it always is.
  package let condition: Condition?
  /// What it is in the standard value; nil where that has none.
  package let standard: JSONValue?

  /// What a value must be for a field to be there.
  package enum Condition: Sendable {
    /// Of a kind, one of several, that stands at a path; the first is meant where none does.
    case kind(String, of: [String], at: [String])
    /// One that has chosen a field of an object at a path.
    case choice(String, at: [String])
  }

  /// Whether a value has the field.
  package func isPart(of value: JSONValue) -> Bool {
    switch condition {
    case nil: true
    case .kind(let kind, let kinds, let path)?: value.at(path)?.summary ?? kinds[0] == kind
    case .choice(let name, let path)?: value.at(path)?[name] != nil
    }
  }

  /// Where a choice is made for the field to be there; nil where none is.
  package var choice: [String]? { if case .choice(_, let path)? = condition { path } else { nil } }

  /// The change that gives the field a value, called by its way or its option.
  package func change(to value: JSONValue) -> JSONValue { JSONValue(value, at: path) }

  /// The change that gives the field a value, called by its short name.
  package func shortChange(to value: JSONValue) -> JSONValue {
    let isList = if case .list = field.form { true } else { false }
    let change = change(to: isList ? .list([value]) : value)
    return change.overlaid(with: JSONValue(.object(field.short?.beside ?? [:]), at: path.dropLast()))
  }
}

extension JSONValue {
  /// The value with what is said in the place of its own; a choice among fields that is said stands in the place of its
  /// own choice.
  package func overlaid(with said: JSONValue, choosingAmong fields: [FormField]) -> JSONValue {
    Set(fields.compactMap(\.choice)).filter { said.at($0) != nil }
      .reduce(self) { $0.overlaid(with: JSONValue(.null, at: $1)) }.overlaid(with: said)
  }
}

extension ValueForm {
  /// All fields, those of families kind after kind.
  ///
  /// - Parameter standard: The value of the form that defaults are taken from.
  package func fields(in standard: JSONValue?) -> [FormField] { fields(in: standard, at: [], nil) }

  private func fields(
    in standard: JSONValue?, at path: [String], _ condition: FormField.Condition?
  ) -> [FormField] {
    func fields(_ field: Field, _ condition: FormField.Condition?) -> [FormField] {
      let (path, standard) = (path + [field.name], standard?[field.name])
      return [FormField(path: path, field: field, condition: condition, standard: standard)]
        + field.form.fields(in: standard, at: path, condition)
    }
    switch self {
    case .record(let all):
      return all.flatMap { fields($0, condition) }
    case .choice(let all):
      return all.flatMap { fields($0, .choice($0.name, at: path)) }
    case .family(let key, let kinds):
      let names = kinds.map(\.name)
      let own = standard?[key.name] ?? .text(names[0])
      let name = FormField(path: path + [key.name], field: key, condition: condition, standard: own)
      return [name]
        + kinds.flatMap { kind in
          ValueForm.record(kind.fields).fields(
            in: own == .text(kind.name) ? standard : kind.standard, at: path,
            .kind(kind.name, of: names, at: path + [key.name]))
        }
    case .either(let forms):
      return forms.flatMap { $0.fields(in: standard, at: path, condition) }
    case .deferred(let form), .named(_, let form):
      return form.fields(in: standard, at: path, condition)
    case .count, .number, .name, .text, .flag, .list, .map, .anything:
      return []
    }
  }
}
