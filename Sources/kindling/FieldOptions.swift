import Forms
import Lab
import Network

/// The options of commands that give fields of a trial, or of a part of one, their values.
struct FieldOptions {
  private let form: ValueForm
  private let standard: JSONValue
  /// The options, in their order.
  let all: [FieldOption]

  /// The options of a form's fields.
  ///
  /// - Parameters:
  ///   - standard: The value of the form that is meant where no option is given.
  ///   - omitted: The names of fields whose options, and those of all inside them, are none of these.
  init(_ form: ValueForm, standard: some Encodable, without omitted: [String] = []) {
    let standard = JSONValue(plain: standard)
    self.form = form
    self.standard = standard
    all = FieldOption.all(form.fields(in: standard).filter { Set(omitted).isDisjoint(with: $0.path) })
  }

  /// The options of a trial's fields but for its network and how that begins, which have theirs in places of
  /// their own, and for others that have none.
  init<T: Trial>(_ standard: T, without others: [String] = []) {
    self.init(T.form, standard: standard, without: ["architecture", "initialization"] + others)
  }

  /// What help says of the options.
  ///
  /// - Parameters:
  ///   - defaults: What is meant where a field is not given, by the fields' names, where it is not what the
  ///     standard has.
  ///   - sentences: What fields are, by their names, where a command means more by them.
  func help(defaults: [String: String] = [:], sentences: [String: String] = [:]) -> String {
    all.map { option in
      option.help(
        option.fields.map { field in
          let name = field.field.name
          return FieldHelp.Meaning(
            field, kind: field.kind, of: field.kinds, sentence: sentences[name], standard: defaults[name])
        })
    }.joined()
  }

  /// Takes the options, and gives what they say: an object of the fields that are said, each in its place.
  ///
  /// - Throws: `UsageError` for a value that is none; what a kind of network alone does not take, its own
  ///   check tells.
  func parse(_ arguments: inout Arguments) throws(UsageError) -> JSONValue {
    var said = JSONValue.object([:])
    for option in all {
      for alias in option.aliases { arguments.alias(alias, of: option.name) }
      guard let field = option.field(of: standard.overlaid(with: said)) else { continue }
      if let value = try option.value(of: field, &arguments) {
        said = said.overlaid(with: field.change(to: value))
      }
    }
    return said
  }

  /// Sees that there are no options of another kind than what is said.
  ///
  /// - Throws: `UsageError`.
  func refuseOthers(than said: JSONValue, _ arguments: inout Arguments) throws(UsageError) {
    let whole = standard.overlaid(with: said)
    for option in all where option.field(of: whole) == nil && arguments.flag(option.name) {
      guard case .kind(_, let kinds, let path)? = option.fields[0].condition,
        let key = all.first(where: { $0.fields[0].path == path })
      else { continue }
      let own = option.fields.compactMap(\.kind)
      throw UsageError(
        "\(option.name): expected \(key.name) \(own.alternatives) beside it, "
          + "found \(whole.at(path)?.summary ?? kinds[0])")
    }
  }

  /// What is said, with the standard's fields where nothing is; a kind that is said brings its own standard,
  /// and of what is chosen between, all must be said.
  ///
  /// - Throws: What decoding throws.
  func completed<Value: Decodable>(_ said: JSONValue, as _: Value.Type = Value.self) throws -> Value {
    var whole = standard
    for case .kind(_, _, let path)? in all.flatMap(\.fields).map(\.condition) {
      if let kind = said.at(path) { whole = try form.merging(JSONValue(kind, at: path), into: whole) }
    }
    return try whole.overlaid(with: said, choosingAmong: all.flatMap(\.fields)).decoded()
  }
}
