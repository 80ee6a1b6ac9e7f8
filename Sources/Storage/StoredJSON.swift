import Forms
import Foundation

/// JSON as a store keeps it: one text for one value, every number with all its digits.
package enum StoredJSON {
  private static let names = (positive: "inf", negative: "-inf", nan: "nan")

  /// The text of a value.
  ///
  /// - Throws: What encoding throws.
  package static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: names.positive, negativeInfinity: names.negative, nan: names.nan)
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The text of a list of finite numbers and nulls, the same as any list's and sooner written; nil for another list.
  package static func text(of list: [JSONValue]) -> String? {
    var text = "["
    for value in list {
      if text.utf8.count > 1 { text += "," }
      switch value {
      case .null: text += "null"
      case .integer(let number): text += "\(number)"
      case .number(let number) where number.isFinite:
        text += "\(number)"
        // A whole number stands without its point.
        if text.hasSuffix(".0") { text.removeLast(2) }
      default: return nil
      }
    }
    return text + "]"
  }

  /// The value of a text.
  ///
  /// - Throws: What decoding throws.
  package static func decode<Value: Decodable>(_: Value.Type = Value.self, from text: String) throws -> Value
  {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: names.positive, negativeInfinity: names.negative, nan: names.nan)
    return try decoder.decode(Value.self, from: Data(text.utf8))
  }
}
