import Wording

/// A number that is written with names, such as `width / 4` or `2 * (blocks - 1)`.
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

  private mutating func factor() -> Double? {
    guard let first = peek() else { return nil }
    if first == "(" {
      rest.removeFirst()
      guard let value = sum(), peek() == ")" else { return nil }
      rest.removeFirst()
      return value
    }
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    rest = rest.dropFirst(word.count)
    return names[String(word)] ?? Double(word: word)
  }

  /// The next character that is no space.
  private mutating func peek() -> Character? {
    rest = rest.drop { $0 == " " }
    return rest.first
  }
}
