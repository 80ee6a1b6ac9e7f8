import Forms

/// A column of data that tells something of an outcome: one number, or a list of them, one for each layer or moment.
public struct OutcomeColumn<Outcome>: Sendable {
  /// The name behind `outcome.`, where it stands among the fields of trials; claims call it by this.
  public let name: String
  /// Whether its numbers are logarithms, which go along a line where what they are of is exponential.
  let isLogarithm: Bool
  /// Whether it holds numbers.
  let isNumeric: Bool
  /// What stands there; nil for nothing.
  let value: @Sendable (Outcome) -> JSONValue?

  private init(
    _ name: String, isLogarithm: Bool = false, isNumeric: Bool = true,
    _ value: @escaping @Sendable (Outcome) -> JSONValue?
  ) {
    self.name = name
    self.isLogarithm = isLogarithm
    self.isNumeric = isNumeric
    self.value = value
  }

  /// The number that claims are about: of a list the last, such as the last layer's at the last moment; nil where there is
  /// none.
  package func number(of outcome: Outcome) -> Double? { value(outcome)?.lastNumber }

  /// A column of whole numbers.
  public static func count(_ name: String, _ value: @escaping @Sendable (Outcome) -> Int?) -> Self {
    Self(name) { value($0).map { .integer($0) } }
  }

  /// A column of numbers; what is not a number is left out.
  public static func number(_ name: String, _ value: @escaping @Sendable (Outcome) -> Double?) -> Self {
    Self(name) { value($0).flatMap(JSONValue.init(told:)) }
  }

  /// A column of lists of numbers; in the place of what is not a number stands nothing.
  public static func numbers(
    _ name: String, isLogarithm: Bool = false, _ values: @escaping @Sendable (Outcome) -> [Double?]?
  ) -> Self {
    Self(name, isLogarithm: isLogarithm) { values($0).map(JSONValue.init(told:)) }
  }

  /// A column of lists of lists of numbers, such as layers within moments.
  public static func table(_ name: String, _ rows: @escaping @Sendable (Outcome) -> [[Double?]]) -> Self {
    Self(name) { .list(rows($0).map(JSONValue.init(told:))) }
  }

  /// A column of lists of whole numbers.
  public static func counts(_ name: String, _ values: @escaping @Sendable (Outcome) -> [Int]) -> Self {
    Self(name) { .list(values($0).map { .integer($0) }) }
  }

  /// A column of lists of names.
  public static func names(_ name: String, _ values: @escaping @Sendable (Outcome) -> [String]?) -> Self {
    Self(name, isNumeric: false) { values($0).map { .list($0.map { .text($0) }) } }
  }
}

extension TrialKind {
  /// What claims on such trials may be about: names of columns, and whether their numbers are logarithms.
  var numbers: [(name: String, isLogarithm: Bool)] {
    func numbers<T: Trial>(_: T.Type) -> [(name: String, isLogarithm: Bool)] {
      T.Outcome.columns.filter(\.isNumeric).map { ($0.name, $0.isLogarithm) }
    }
    return numbers(trial)
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

  /// The number, or the last of a list.
  fileprivate var lastNumber: Double? { values.map { $0.last?.lastNumber } ?? number }
}
