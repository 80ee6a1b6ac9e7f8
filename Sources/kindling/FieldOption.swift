import Forms
import Lab
import Wording

/// An option, and the fields that it gives a value: one, or one of each of several kinds.
struct FieldOption {
  /// Its name, with dashes.
  let name: String
  /// Other names of it.
  let aliases: [String]
  /// How help shows it.
  let usage: String
  /// The fields, one at least.
  let fields: [FormField]

  /// The options of fields, each once.
  static func all(_ fields: [FormField]) -> [FieldOption] {
    fields.groups { $0.field.option?.name }.compactMap { FieldOption($0.elements) }
  }

  /// The option that fields share; nil where they have none.
  private init?(_ fields: [FormField]) {
    guard let option = fields.first?.field.option else { return nil }
    (name, aliases, usage) = (option.name, option.aliases, option.usage)
    self.fields = fields
  }

  /// The field that a trial, or a part of one, has; of fields that are chosen between, the first.
  func field(of whole: JSONValue) -> FormField? {
    fields.first { field in
      if case .kind? = field.condition { field.isPart(of: whole) } else { true }
    }
  }

  /// What help says of it.
  func help(_ meanings: [FieldHelp.Meaning]) -> String {
    let others = aliases.map { "; \($0) is the same" }.joined()
    return FieldHelp.lines(usage, FieldHelp(meanings).text + others)
  }

  /// The value that it has on a command line; nil where it is absent.
  ///
  /// - Throws: `UsageError`.
  func value(of field: FormField, _ arguments: inout Arguments) throws(UsageError) -> JSONValue? {
    try value(of: field.field.form, &arguments)
  }

  /// The word after it on a command line, as a list where that is its form, true for a flag; nil where it is absent.
  ///
  /// - Throws: `UsageError` where there is none.
  func word(_ arguments: inout Arguments) throws(UsageError) -> JSONValue? {
    switch fields[0].field.form {
    case .flag: return arguments.flag(name) ? .flag(true) : nil
    case .list:
      return try arguments.text(name).map { text in
        .list(
          text.split(separator: ",", omittingEmptySubsequences: false).map { JSONValue(word: String($0)) })
      }
    default: return try arguments.text(name).map { JSONValue(word: $0) }
    }
  }

  /// The names that its values may have.
  var listed: [String] {
    var listed: [String] = []
    for field in fields {
      for name in Suggestion.names(in: field.field.form.expected) where !listed.contains(name) {
        listed.append(name)
      }
    }
    return listed
  }

  private func value(of form: ValueForm, _ arguments: inout Arguments) throws(UsageError) -> JSONValue? {
    switch form {
    case .count(let least):
      return try arguments.count(name, least: least).map { .integer($0) }
    case .number(let range):
      return try arguments.number(name, in: range).map { .number($0) }
    case .name:
      let expected = "one of \(names.joined(separator: ", "))"
      return try arguments.value(name, expected: expected) { names.contains($0) ? .text($0) : nil }
    case .text(let expected, let isValid):
      return try arguments.value(name, expected: expected) { isValid($0) ? .text($0) : nil }
    case .flag:
      return arguments.flag(name) ? .flag(true) : nil
    case .list(.count, _):
      return try arguments.list(name, of: "whole numbers") { Int(word: $0) }.map { numbers in
        .list(numbers.map { .integer($0) })
      }
    case .either(let forms):
      return try value(of: forms[0], &arguments)
    case .named(_, let form), .deferred(let form):
      return try value(of: form, &arguments)
    case .list, .map, .record, .choice, .family, .anything:
      preconditionFailure("no option is given such a value")
    }
  }

  /// The names that any of the fields takes: what the kind at hand does not take, its own check tells best.
  private var names: [String] {
    var names: [String] = []
    for field in fields {
      for name in field.field.form.names where !names.contains(name) { names.append(name) }
    }
    return names
  }
}

extension ValueForm {
  /// The names that are values of the form.
  fileprivate var names: [String] {
    switch self {
    case .name(let names): names
    case .either(let forms): forms.flatMap(\.names)
    case .named(_, let form), .deferred(let form): form.names
    case .count, .number, .text, .flag, .list, .map, .record, .choice, .family, .anything: []
    }
  }
}

extension FieldHelp.Meaning {
  /// What a field means as the value of an option, for one of several kinds.
  ///
  /// - Parameters:
  ///   - sentence: What it is, where it is not what its description says.
  ///   - standard: What is meant where it is not given, where it is not what the standard has.
  init(
    _ field: FormField, kind: String?, of kinds: [String], sentence: String? = nil, standard: String? = nil
  ) {
    self.kind = kind
    self.kinds = kinds
    self.sentence = sentence ?? field.field.summary
    form = field.field.form
    unit = standard == nil ? field.field.unit : nil
    self.standard = standard ?? field.text
    shortSentence = field.field.short?.summary ?? field.field.summary
  }

  /// What the field means where it goes by its short name: what it is, and no more.
  var named: FieldHelp.Meaning {
    var meaning = self
    meaning.sentence = String(shortSentence.prefix { $0 != ";" })
    (meaning.form, meaning.standard) = (.anything, nil)
    return meaning
  }
}

extension FormField {
  /// The kind of network or optimiser that has it; nil where all have.
  var kind: String? { if case .kind(let kind, _, _)? = condition { kind } else { nil } }

  /// All kinds, of which one has it; empty where it is there for all.
  var kinds: [String] { if case .kind(_, let kinds, _)? = condition { kinds } else { [] } }

  /// The default as people write it; nil where there is none.
  fileprivate var text: String? {
    guard let standard, standard != .list([]), standard != .flag(false) else { return nil }
    let text = field.text(of: standard)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
