import Forms
import Foundation
import Wording

/// The values of an axis before they are written out: a list, a range, or a range of equal ratios.
public enum AxisValues: Hashable, Sendable {
  /// As listed.
  case list([JSONValue])
  /// From a number through another by a step.
  case range(from: Double, through: Double, by: Double)
  /// So many numbers from one through another, each the same multiple of the one before.
  case logRange(from: Double, through: Double, count: Int)

  /// The most values that an axis may have.
  static let most = 100_000

  /// The values written out; numbers that are whole are whole numbers.
  ///
  /// - Parameter rounding: Whether the numbers of a range of equal ratios are rounded to whole ones, each there once.
  /// - Throws: `FieldError` where there are none, or too many.
  func written(rounding: Bool) throws(FieldError) -> [JSONValue] {
    switch self {
    case .list(let values):
      return values
    case .range(let from, let through, let step):
      guard step > 0, from <= through else {
        throw FieldError(
          [], expected: "a range upwards by a step above 0",
          found:
            "\(Self.value(from).summary) to \(Self.value(through).summary) by \(Self.value(step).summary)")
      }
      let count = ((through - from) / step + 1e-9).rounded(.down)
      guard count < Double(Self.most) else {
        throw FieldError([], expected: "at most \(Self.most) values", found: "\(count + 1)")
      }
      return (0...Int(count)).map { Self.value(Self.tidy(from + Double($0) * step)) }
    case .logRange(let from, let through, let count):
      guard from > 0, from < through, (2...Self.most).contains(count) else {
        throw FieldError(
          [], expected: "two or more values upwards from one above 0",
          found: "\(count) from \(Self.value(from).summary) to \(Self.value(through).summary)")
      }
      let ratio = log(through / from) / Double(count - 1)
      let numbers = (0..<count).map { Self.tidy(from * exp(Double($0) * ratio)) }
      var seen: Set<JSONValue> = []
      return numbers.map { Self.value(rounding ? $0.rounded() : $0) }.filter { seen.insert($0).inserted }
    }
  }

  private static func value(_ number: Double) -> JSONValue {
    Int(exactly: number).map { .integer($0) } ?? .number(number)
  }

  /// Twelve digits of a number, so that 0.1 + 2 · 0.1 is 0.3.
  private static func tidy(_ number: Double) -> Double {
    Double(String(format: "%.12g", number)) ?? number
  }
}

extension AxisValues {
  /// The values that a text names: `5,10,20` or `[30,10],[20]`, `5..50/5` (from, through, step; the step is 1 where there is none), or
  /// `log:0.001..1/4` (from, through, how many).
  ///
  /// - Throws: `FieldError` where the text is none of these.
  public init(_ text: String) throws(FieldError) {
    let isLogarithmic = text.hasPrefix("log:")
    let rest = isLogarithmic ? String(text.dropFirst(4)) : text
    guard let dots = rest.range(of: "..") else {
      let words = Self.words(rest)
      guard !isLogarithmic, !words.contains("") else { throw Self.refusal(text) }
      self = .list(words.map { JSONValue(word: $0) })
      return
    }
    let ends = rest[dots.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
    guard let from = Double(word: rest[..<dots.lowerBound]),
      let through = ends.first.flatMap({ Double(word: $0) }),
      ends.count <= 2
    else { throw Self.refusal(text) }
    if isLogarithmic {
      guard ends.count == 2, let count = Int(word: ends[1]) else { throw Self.refusal(text) }
      self = .logRange(from: from, through: through, count: count)
    } else {
      guard let step = ends.count == 2 ? Double(word: ends[1]) : 1 else { throw Self.refusal(text) }
      self = .range(from: from, through: through, by: step)
    }
  }

  /// What stands between commas outside brackets.
  private static func words(_ text: String) -> [String] {
    var words = [""]
    var isInside = false
    for character in text {
      if character == ",", !isInside {
        words.append("")
      } else {
        if character == "[" || character == "]" { isInside = character == "[" }
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  private static func refusal(_ text: String) -> FieldError {
    FieldError(
      [], expected: "values such as 5,10,20 or [30,10],[20], a range such as 5..50/5, or log:0.001..1/4",
      found: text.quoted)
  }
}
