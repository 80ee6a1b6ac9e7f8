import Forms
import Lab
import Wording

/// What help says of an option or a short name, made from the fields that it stands for.
struct FieldHelp {
  /// A field, and for which of several kinds of network, optimiser or trial it is what the name stands for.
  struct Meaning {
    var kind: String?
    /// All kinds that there are; a sentence that holds for all of them names none.
    var kinds: [String]
    /// What it is, in a sentence.
    var sentence: String
    /// The same where it goes by its short name.
    let shortSentence: String
    /// What its values look like, and the unit of its numbers.
    var form: ValueForm
    var unit: String?
    /// What is meant where it is not given; nil where the sentence says so.
    var standard: String?
  }

  private let meanings: [Meaning]

  init(_ meanings: [Meaning]) {
    self.meanings = meanings
  }

  /// The text: each sentence with the kinds that it holds for, and with its defaults.
  var text: String {
    let groups = meanings.groups { Self.clause($0) }
    // What is the same for all stands once, at the end.
    let isCommon = Set(meanings.map(\.standard)).count == 1
    let parts = groups.map { clause, all in
      let meanings = all.groups { .some($0.kind) }.map { $0.elements[0] }
      let kinds = meanings.compactMap(\.kind)
      let isOfAll = meanings.contains { meaning in meaning.kinds.allSatisfy { kinds.contains($0) } }
      return (isOfAll ? "" : "\(kinds.joined(separator: ", ")): ") + clause
        + (isCommon ? "" : Self.standard(meanings))
    }
    return parts.joined(separator: "; ") + (isCommon ? Self.standard(Array(meanings.prefix(1))) : "")
  }

  /// The sentence without its end, and what values look like behind its first part.
  private static func clause(_ meaning: Meaning) -> String {
    let sentence = meaning.sentence.hasSuffix(".") ? String(meaning.sentence.dropLast()) : meaning.sentence
    let plain = sentence.prefix(1).lowercased() + sentence.dropFirst()
    guard let values = values(of: meaning.form) else { return plain }
    if plain.isEmpty { return values }
    let parts = plain.components(separatedBy: "; ")
    let isList = if case .list = meaning.form { true } else { false }
    return ([parts[0] + (isList ? ", " : ": ") + values] + parts.dropFirst()).joined(separator: "; ")
  }

  /// What values of a form look like, where numbers alone do not say it.
  private static func values(of form: ValueForm) -> String? {
    switch form {
    case .name(let names): names.alternatives
    case .text(let expected, _): expected
    case .list: "with commas between"
    case .either(let forms): forms.first.flatMap { values(of: $0) }
    case .named(_, let form), .deferred(let form): values(of: form)
    case .count, .number, .flag, .map, .record, .choice, .family, .anything: nil
    }
  }

  /// The defaults of kinds, each with the kinds that have it where they differ.
  private static func standard(_ meanings: [Meaning]) -> String {
    let groups = meanings.groups { meaning in
      meaning.standard.map { standard in meaning.unit.map { "\(standard) \($0)" } ?? standard }
    }
    guard let first = groups.first else { return "" }
    if groups.count == 1 {
      return first.key.contains(" ") ? " (default: \(first.key))" : " (default \(first.key))"
    }
    return " (default: "
      + groups.map { text, meanings in
        "\(text) for \(meanings.compactMap(\.kind).joined(separator: ", "))"
      }.joined(separator: ", ") + ")"
  }
}

extension FieldHelp {
  /// An option or a name with its text beside it, in lines of 120 columns.
  ///
  /// - Parameters:
  ///   - margin: What stands before the name.
  ///   - column: Where the text begins.
  static func lines(_ name: String, _ text: String, margin: Int = 2, column: Int = 23) -> String {
    let indentation = String(repeating: " ", count: column)
    var line = String(repeating: " ", count: margin) + name
    var lines: [String] = []
    if line.count + 2 > column {
      lines.append(line)
      line = indentation
    }
    line = line.padding(toLength: column, withPad: " ", startingAt: 0)
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > 120 {
        lines.append(line)
        (line, isEmpty) = (indentation, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).map { "\($0)\n" }.joined()
  }
}
