import Forms
import Foundation
import Wording

/// Claims in short, as a command line says them: `later: depth; where.init=he-normal; strata=width`.
extension StatedClaim {
  /// The kind that stands first, and the word behind its colon; nil where there is no such kind.
  static func head(of text: String) -> (name: String, word: String?)? {
    let parts = text.split(separator: ":", maxSplits: 1).map { trimmed($0) }
    guard let name = parts.first, kind(named: name) != nil else { return nil }
    return (name, parts.count > 1 ? parts[1] : nil)
  }

  /// The value of the form that a claim in short stands for.
  ///
  /// Behind the colon stands the field that the kind is mostly about, or points as `AXIS=LABEL`, which are `which`; behind
  /// semicolons stand other fields as `NAME=VALUE`.
  ///
  /// - Throws: `FieldError` where it stands for none.
  static func written(_ text: String, of experiment: Experiment) throws(FieldError) -> JSONValue {
    let parts = text.split(separator: ";").map { trimmed($0) }
    let names = kinds.filter { $0.fits(experiment.kind) }.flatMap { $0.names }
    guard let head = parts.first.flatMap(head), names.contains(head.name), let kind = kind(named: head.name)
    else {
      throw FieldError([], expected: "a claim of \(names.joined(separator: ", "))", found: text.quoted)
    }
    var fields: [(name: String, value: String)] = []
    if let word = head.word {
      if word.contains("=") {
        let pair = try pair(word)
        fields.append(("which.\(pair.name)", pair.value))
      } else if let main = kind.mainField {
        fields.append((main, word))
      } else {
        throw FieldError([], expected: "nothing behind '\(head.name):'", found: word.quoted)
      }
    }
    for part in parts.dropFirst() { fields.append(try pair(part)) }
    let tree = fields.reduce(JSONValue.object([:])) { tree, field in
      tree.overlaid(with: change(field.name, field.value, experiment.axes))
    }
    return .object([head.name: tree])
  }

  private static func pair(_ text: String) throws(FieldError) -> (name: String, value: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map { trimmed($0) }
    guard parts.count == 2 else { throw FieldError([], expected: "NAME=VALUE", found: text.quoted) }
    return (parts[0], parts[1])
  }

  private static func change(_ name: String, _ word: String, _ axes: [Axis]) -> JSONValue {
    let path = name.split(separator: ".", maxSplits: 1).map(String.init)
    if path.count == 2 {
      let axis = (try? axes.place(named: path[1])).map { axes[$0] }
      return JSONValue(points(word, of: axis), at: path)
    }
    let words = word.split(separator: ",").map { JSONValue.text(trimmed($0)) }
    return JSONValue(name == "strata" ? .list(words) : JSONValue(word: word), at: path)
  }

  /// Points that a word means: one, several with commas between, or numbers from one through another.
  private static func points(_ word: String, of axis: Axis?) -> JSONValue {
    if axis?.label(of: word) != nil { return .text(word) }
    if let dots = word.range(of: ".."), let from = Double(word: word[..<dots.lowerBound]),
      let through = Double(word: word[dots.upperBound...])
    {
      return .object(["from": .number(from), "through": .number(through)])
    }
    let words = word.split(separator: ",").map { JSONValue.text(trimmed($0)) }
    return words.count > 1 ? .list(words) : .text(word)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
