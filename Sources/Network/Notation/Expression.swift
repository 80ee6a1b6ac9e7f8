import Foundation
import Wording

/// A number that is written with names, such as `width / 4`, `2 * (blocks - 1)` or `1 / sqrt(l^3)`.
struct Expression {
  private let names: [String: Double]
  private var rest: Substring

  /// The value of a text; nil where it is no expression, or has a name that there is no number for.
  static func value(of text: String, _ names: [String: Double]) -> Double? {
    var expression = Expression(names: names, rest: text[...])
    guard let value = expression.sum(), expression.peek() == nil else { return nil }
    return value
  }

  private mutating func sum() -> Double? {
    guard var value = product() else { return nil }
    while let sign = peek(), sign == "+" || sign == "-" {
      rest.removeFirst()
      guard let next = product() else { return nil }
      value += sign == "+" ? next : -next
    }
    return value
  }

  private mutating func product() -> Double? {
    guard var value = factor() else { return nil }
    while let sign = peek(), sign == "*" || sign == "/" {
      rest.removeFirst()
      guard let next = factor() else { return nil }
      value = sign == "*" ? value * next : value / next
    }
    return value
  }

  /// A power, whose exponent may be a power, with a sign before it.
  private mutating func factor() -> Double? {
    if peek() == "-" {
      rest.removeFirst()
      return factor().map { -$0 }
    }
    guard let base = atom() else { return nil }
    guard peek() == "^" else { return base }
    rest.removeFirst()
    return factor().map { pow(base, $0) }
  }

  private mutating func atom() -> Double? {
    if peek() == "(" { return inParentheses() }
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    rest = rest.dropFirst(word.count)
    if word == "sqrt", peek() == "(" { return inParentheses()?.squareRoot() }
    return names[String(word)] ?? Double(word: word)
  }

  private mutating func inParentheses() -> Double? {
    rest.removeFirst()
    guard let value = sum(), peek() == ")" else { return nil }
    rest.removeFirst()
    return value
  }

  /// The next character that is no space.
  private mutating func peek() -> Character? {
    rest = rest.drop { $0 == " " }
    return rest.first
  }
}
