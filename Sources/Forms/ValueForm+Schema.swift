extension ValueForm {
  /// The form as a JSON Schema, for editors; forms with names are said under `$defs` (see `definitions`).
  package var schema: JSONValue {
    switch self {
    case .count(let least):
      .object(["type": .text("integer"), "minimum": .integer(least)])
    case .number(let range):
      .object(
        ["type": .text("number"), "minimum": .number(range.lowerBound)].merging(
          range.upperBound.isFinite ? ["maximum": .number(range.upperBound)] : [:]
        ) { $1 })
    case .name(let names):
      .object(["enum": .list(names.map { .text($0) })])
    case .text(let expected, let isValid):
      .object([
        "type": isValid("1") ? .list([.text("string"), .text("number")]) : .text("string"),
        "description": .text("Expected: \(expected)."),
      ])
    case .flag:
      .object(["type": .text("boolean")])
    case .list(let form, let least):
      .object(["type": .text("array"), "minItems": .integer(least), "items": form.schema])
    case .map(let form):
      .object(["type": .text("object"), "additionalProperties": form.schema])
    case .record(let fields):
      Self.object(fields)
    case .choice(let fields):
      .object([
        "oneOf": .list(fields.map { Self.object([Field($0.name, $0.form, $0.summary, isRequired: true)]) })
      ])
    case .family(let key, let kinds):
      // The first kind is meant where none is named, so only the others must name theirs.
      .object([
        "oneOf": .list(
          kinds.enumerated().map { number, kind in
            let name = Field(key.name, .name([kind.name]), "The kind.", isRequired: number > 0)
            return Self.object([name] + kind.fields)
          })
      ])
    case .either(let forms):
      .object(["anyOf": .list(forms.map(\.schema))])
    case .anything:
      .object([:])
    case .deferred(let form):
      form.schema
    case .named(let name, _):
      .object(["$ref": .text("#/$defs/\(name)")])
    }
  }

  /// The schemas of all forms with names that the form is made of, by their names.
  package var definitions: [String: JSONValue] {
    var found: [String: JSONValue] = [:]
    collect(&found)
    return found
  }

  private func collect(_ found: inout [String: JSONValue]) {
    switch self {
    case .named(let name, let form):
      guard found.updateValue(form.schema, forKey: name) == nil else { return }
      form.collect(&found)
    case .list(let form, _), .map(let form), .deferred(let form):
      form.collect(&found)
    case .record(let fields), .choice(let fields):
      for field in fields { field.form.collect(&found) }
    case .family(_, let kinds):
      for field in kinds.flatMap(\.fields) { field.form.collect(&found) }
    case .either(let forms):
      for form in forms { form.collect(&found) }
    case .count, .number, .name, .text, .flag, .anything:
      break
    }
  }

  private static func object(_ fields: [Field]) -> JSONValue {
    let properties = fields.map { field in
      (field.name, field.form.schema.described(field.description))
    }
    let required = fields.filter(\.isRequired).map { JSONValue.text($0.name) }
    let schema: [String: JSONValue] = [
      "type": .text("object"), "additionalProperties": .flag(false),
      "properties": .object(Dictionary(uniqueKeysWithValues: properties)),
    ]
    return .object(required.isEmpty ? schema : schema.merging(["required": .list(required)]) { $1 })
  }
}

extension JSONValue {
  /// A schema with a sentence on what it is for before what it says already.
  fileprivate func described(_ summary: String) -> JSONValue {
    guard case .object(var fields) = self, !summary.isEmpty else { return self }
    // In this draft nothing counts beside a reference.
    if fields["$ref"] != nil { return .object(["description": .text(summary), "allOf": .list([self])]) }
    if case .text(let text)? = fields["description"] {
      fields["description"] = .text("\(summary) \(text)")
    } else {
      fields["description"] = .text(summary)
    }
    return .object(fields)
  }
}
