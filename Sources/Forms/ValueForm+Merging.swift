import Wording

extension ValueForm {
  /// Checks a value and sets it into another, whose fields it takes where it has none itself.
  ///
  /// - Parameter base: A value of this form, or nil for none.
  /// - Throws: `FieldError` for the first field that is not of its form.
  package func merging(_ value: JSONValue, into base: JSONValue? = nil) throws(FieldError) -> JSONValue {
    switch self {
    case .count(let least):
      try require(value) { if case .integer(let whole) = $0 { whole >= least } else { false } }
    case .number(let range):
      try require(value) {
        switch $0 {
        case .integer(let whole): range.contains(Double(whole))
        case .number(let number): number.isFinite && range.contains(number)
        default: false
        }
      }
    case .name(let names):
      try require(value) { if case .text(let text) = $0 { names.contains(text) } else { false } }
    case .text(_, let isValid):
      try require(value) {
        switch $0 {
        case .text, .integer, .number: isValid($0.summary)
        case .null, .flag, .list, .object: false
        }
      }
      return .text(value.summary)
    case .flag:
      try require(value) { if case .flag = $0 { true } else { false } }
    case .list(let form, let least):
      return try list(value, of: form, least: least)
    case .map(let form):
      return try object(value, into: base) { _ in form }
    case .record(let fields):
      return try record(value, of: fields, into: base)
    case .choice(let fields):
      return try choice(value, among: fields, into: base)
    case .family(let key, let kinds):
      return try family(value, key, kinds, into: base)
    case .either(let forms):
      return try either(value, of: forms, into: base)
    case .named(_, let form):
      return try form.merging(value, into: base)
    case .anything, .deferred:
      break
    }
    return value
  }

  private func require(_ value: JSONValue, _ isValid: (JSONValue) -> Bool) throws(FieldError) {
    if !isValid(value) { throw FieldError([], expected: expected, found: value) }
  }

  private func list(_ value: JSONValue, of form: ValueForm, least: Int) throws(FieldError) -> JSONValue {
    guard let values = value.values, values.count >= least else {
      throw FieldError([], expected: expected, found: value)
    }
    var merged: [JSONValue] = []
    for (index, value) in values.enumerated() {
      merged.append(try Self.inside("[\(index)]") { () throws(FieldError) in try form.merging(value) })
    }
    return .list(merged)
  }

  /// Every field of an object, in the order of the names, so that the same error comes first every time.
  private func object(
    _ value: JSONValue, into base: JSONValue?, _ form: (String) throws(FieldError) -> ValueForm
  ) throws(FieldError) -> JSONValue {
    guard case .object(let fields) = value else { throw FieldError([], expected: expected, found: value) }
    var merged: [String: JSONValue] = [:]
    if case .object(let fields)? = base { merged = fields }
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      let form = try form(name)
      let old = merged[name]
      merged[name] = try Self.inside(name) { () throws(FieldError) in try form.merging(value, into: old) }
    }
    return .object(merged)
  }

  private func record(
    _ value: JSONValue, of fields: [Field], into base: JSONValue?
  ) throws(FieldError) -> JSONValue {
    let merged = try object(value, into: base) { name throws(FieldError) in
      guard let field = fields.first(where: { $0.name == name }) else {
        throw FieldError(
          [name], expected: "a field of \(fields.map(\.name).joined(separator: ", "))", found: name.quoted)
      }
      return field.form
    }
    for field in fields where field.isRequired && merged[field.name] == nil {
      throw FieldError([field.name], expected: field.form.expected, found: "nothing")
    }
    return merged
  }

  private func choice(
    _ value: JSONValue, among fields: [Field], into base: JSONValue?
  ) throws(FieldError) -> JSONValue {
    guard case .object(let given) = value, given.count == 1, let name = given.keys.first else {
      throw FieldError([], expected: expected, found: value)
    }
    return try record(value, of: fields, into: base?[name].map { .object([name: $0]) })
  }

  private func family(
    _ value: JSONValue, _ key: Field, _ kinds: [Kind], into base: JSONValue?
  ) throws(FieldError) -> JSONValue {
    guard case .object(let fields) = value else { throw FieldError([], expected: expected, found: value) }
    let name = fields[key.name] ?? base?[key.name] ?? .text(kinds[0].name)
    _ = try Self.inside(key.name) { () throws(FieldError) in try key.form.merging(name) }
    guard let kind = kinds.first(where: { .text($0.name) == name }) else { return value }
    // The fields of another kind have no meaning for this one.
    let isSame = (base?[key.name] ?? .text(kinds[0].name)) == name
    return try record(
      value, of: [key] + kind.fields, into: isSame ? base ?? kind.standard : kind.standard)
  }

  private func either(
    _ value: JSONValue, of forms: [ValueForm], into base: JSONValue?
  ) throws(FieldError) -> JSONValue {
    for form in forms {
      do {
        return try form.merging(value, into: base)
      } catch {
        // What is wrong inside an object says more than that there is an object.
        if !error.path.isEmpty { throw error }
      }
    }
    throw FieldError([], expected: expected, found: value)
  }

  private static func inside(
    _ place: String, _ body: () throws(FieldError) -> JSONValue
  ) throws(FieldError) -> JSONValue {
    do { return try body() } catch { throw error.inside(place) }
  }
}
