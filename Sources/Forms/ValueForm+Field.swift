extension ValueForm {
  /// A field, described once: checks and schema of files, its short name, and the option of commands with its
  /// help all follow from this.
  ///
  /// Its default is said nowhere: it is what the standard value has.
  public struct Field: Sendable {
    /// What files call it.
    package let name: String
    /// What its values look like.
    package let form: ValueForm
    /// What it is, in a sentence; empty where its values say so themselves.
    package let summary: String
    /// The unit of its numbers, where the sentence does not say it.
    package let unit: String?
    /// Whether an object without it is none.
    let isRequired: Bool
    /// What axes and `--set` may call it in place of the way to it.
    package let short: ShortName?
    /// The option by which commands take it.
    package let option: Option?
    /// How people write a value, where that is not how it is encoded.
    let spelling: (@Sendable (JSONValue) -> String?)?

    /// A field.
    ///
    /// - Parameter option: How help shows the option, such as `--rate R`, with other names of it behind
    ///   commas.
    public init(
      _ name: String, _ form: ValueForm, _ summary: String, unit: String? = nil, isRequired: Bool = false,
      short: ShortName? = nil, option: Option? = nil, spelling: (@Sendable (JSONValue) -> String?)? = nil
    ) {
      self.name = name
      self.form = form
      self.summary = summary
      self.unit = unit
      self.isRequired = isRequired
      self.short = short
      self.option = option
      self.spelling = spelling
    }

    /// A value as people write it.
    package func text(of value: JSONValue) -> String {
      if let text = spelling?(value) { return text }
      if let values = value.values { return values.map(\.summary).joined(separator: ",") }
      return value.summary
    }

    /// The sentence, and the unit.
    var description: String { unit.map { "\(summary) Unit: \($0)." } ?? summary }
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

  /// A family whose kinds are named by a field `kind`.
  package static func family(
    _ kinds: [Kind], short: Field.ShortName? = nil, option: Field.Option? = nil
  ) -> ValueForm {
    .family(key: Field("kind", .name(kinds.map(\.name)), "", short: short, option: option), kinds: kinds)
  }
}

extension ValueForm.Field {
  /// What axes and `--set` may call a field in place of the way to it.
  ///
  /// A field that is a list is given a list of the one value.
  public struct ShortName: Sendable, ExpressibleByStringLiteral {
    /// The name.
    package let name: String
    /// What it means, where that is not what the field is.
    package let summary: String?
    /// Fields beside the field that take these values along with it.
    let beside: [String: JSONValue]

    /// A name, with what it means where that is not what the field is.
    public init(_ name: String, _ summary: String? = nil, beside: [String: JSONValue] = [:]) {
      self.name = name
      self.summary = summary
      self.beside = beside
    }

    /// A name alone.
    public init(stringLiteral name: String) { self.init(name) }
  }

  /// The option by which commands take a field, written as help shows it: `--rate R`, or `--widths LIST,
  /// --width` for an option with another name.
  public struct Option: Sendable, ExpressibleByStringLiteral {
    /// The option and what stands for its value; the option alone for a flag.
    package let usage: String
    /// Other names of it.
    package let aliases: [String]

    /// An option as help shows it.
    public init(stringLiteral text: String) {
      let parts = text.components(separatedBy: ", ")
      usage = parts[0]
      aliases = Array(parts.dropFirst())
    }

    /// The option's name, with its dashes.
    package var name: String { String(usage.prefix { $0 != " " }) }
  }
}
