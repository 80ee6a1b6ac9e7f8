/// What a field of a database holds.
package enum DatabaseValue: Hashable, Sendable {
  /// The value that stands for none.
  case null
  /// A whole number.
  case integer(Int64)
  /// A number; never NaN, which SQLite would store as nothing.
  case real(Double)
  /// Text.
  case text(String)

  /// A whole number, or nothing.
  package init(_ number: Int?) {
    self = number.map { .integer(Int64($0)) } ?? .null
  }

  /// Text, or nothing.
  package init(_ text: String?) {
    self = text.map { .text($0) } ?? .null
  }

  /// The whole number; nil for anything else.
  package var integer: Int? {
    if case .integer(let number) = self { Int(number) } else { nil }
  }

  /// The number; nil for what is none.
  package var real: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .null, .text: nil
    }
  }

  /// The text; nil for anything else.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}
