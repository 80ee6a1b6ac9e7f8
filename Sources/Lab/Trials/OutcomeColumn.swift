import Forms

/// A column of data that tells something of an outcome: one number, or a list of them, one for each layer or moment.
public struct OutcomeColumn<Outcome>: Sendable {
  /// The name behind `outcome.`, where it stands among the fields of trials.
  let name: String
  /// What stands there; nil for nothing.
  let value: @Sendable (Outcome) -> JSONValue?

  /// A column of whole numbers.
  public static func count(_ name: String, _ value: @escaping @Sendable (Outcome) -> Int?) -> Self {
    Self(name: name) { value($0).map { .integer($0) } }
  }

  /// A column of numbers; what is not a number is left out.
  public static func number(_ name: String, _ value: @escaping @Sendable (Outcome) -> Double?) -> Self {
    Self(name: name) { value($0).flatMap(JSONValue.init(told:)) }
  }

  /// A column of lists of numbers; in the place of what is not a number stands nothing.
  public static func numbers(_ name: String, _ values: @escaping @Sendable (Outcome) -> [Double?]?) -> Self {
    Self(name: name) { values($0).map(JSONValue.init(told:)) }
  }

  /// A column of lists of lists of numbers, such as layers within moments.
  public static func table(_ name: String, _ rows: @escaping @Sendable (Outcome) -> [[Double?]]) -> Self {
    Self(name: name) { .list(rows($0).map(JSONValue.init(told:))) }
  }

  /// A column of lists of whole numbers.
  public static func counts(_ name: String, _ values: @escaping @Sendable (Outcome) -> [Int]) -> Self {
    Self(name: name) { .list(values($0).map { .integer($0) }) }
  }

  /// A column of lists of names.
  public static func names(_ name: String, _ values: @escaping @Sendable (Outcome) -> [String]?) -> Self {
    Self(name: name) { values($0).map { .list($0.map { .text($0) }) } }
  }
}

extension JSONValue {
  /// A number; nil for what is none.
  fileprivate init?(told number: Double) {
    if number.isNaN { return nil }
    self = .number(number)
  }

  /// A list of numbers, null in the place of what is none.
  fileprivate init(told numbers: [Double?]) {
    self = .list(numbers.map { number in number.flatMap { JSONValue(told: $0) } ?? .null })
  }
}
