import Foundation
import Wording

/// A JSON value as a tree, for what is checked before it is given a type.
public enum JSONValue: Hashable, Sendable {
  /// The value that stands for none.
  case null
  /// True or false.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// Text.
  case text(String)
  /// Values in order.
  case list([JSONValue])
  /// Values by name.
  case object([String: JSONValue])

  /// The tree of a value.
  ///
  /// - Throws: What encoding throws.
  public init(encoding value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
  }

  /// The tree of a value made of numbers, names and their like, of which there is always one.
  package init(plain value: some Encodable) {
    do {
      try self.init(encoding: value)
    } catch {
      preconditionFailure("\(type(of: value)) cannot be encoded: \(error)")
    }
  }

  /// The tree of a JSON5 text; nil where it is none.
  package init?(json5 text: String) {
    // On some of what is no number, such as 0x0x, Foundation's decoder ends the program.
    guard JSON5Syntax.faultyLine(of: text) == nil else { return nil }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    guard let tree = try? decoder.decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
    self = tree
  }

  /// The tree of a word on a command line: true, false or a number where it reads as one, a list of such words where it
  /// stands in brackets with commas between, else text.
  public init(word: String) {
    if let flag = Bool(word) {
      self = .flag(flag)
    } else if let whole = Int(word: word) {
      self = .integer(whole)
    } else if let number = Double(word: word) {
      self = .number(number)
    } else if word.hasPrefix("["), word.hasSuffix("]"), !word.dropFirst().contains("[") {
      let words = word.dropFirst().dropLast()
      self = .list(
        words.isEmpty
          ? []
          : words.split(separator: ",", omittingEmptySubsequences: false).map { JSONValue(word: String($0)) })
    } else {
      self = .text(word)
    }
  }

  /// The object that holds a value at the end of a path.
  public init(_ value: JSONValue, at path: [String]) {
    self = path.reversed().reduce(value) { .object([$1: $0]) }
  }

  /// What an object holds by a name; nil for nothing, and for all that is no object.
  public subscript(name: String) -> JSONValue? {
    if case .object(let fields) = self { fields[name] } else { nil }
  }

  /// What stands at the end of a path through objects; nil for nothing.
  package func at(_ path: [String]) -> JSONValue? { path.reduce(self) { $0?[$1] } }

  /// The number; nil for all else.
  package var number: Double? {
    switch self {
    case .integer(let whole): Double(whole)
    case .number(let number): number
    case .null, .flag, .text, .list, .object: nil
    }
  }

  /// The values of a list; nil for all else.
  public var values: [JSONValue]? {
    if case .list(let values) = self { values } else { nil }
  }

  /// The value with another's fields in the place of its own, object by object; all else is the other's.
  package func overlaid(with other: JSONValue) -> JSONValue {
    guard case .object(let mine) = self, case .object(let theirs) = other else { return other }
    return .object(mine.merging(theirs) { $0.overlaid(with: $1) })
  }

  /// The value given a type.
  ///
  /// - Throws: What decoding throws.
  public func decoded<Value: Decodable>(as _: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(self))
  }

  /// The value as a reader would write it: text bare, all else as JSON.
  public var summary: String {
    if case .text(let text) = self { return text }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "no JSON"
  }
}

extension JSONValue: Codable {
  /// Reads any JSON value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? container.decode(Int.self) {
      self = .integer(whole)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let values = try? container.decode([JSONValue].self) {
      self = .list(values)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Writes the value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .integer(let whole): try container.encode(whole)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let values): try container.encode(values)
    case .object(let fields): try container.encode(fields)
    }
  }
}
