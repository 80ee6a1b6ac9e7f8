/// A number that a run finds out, by the name that claims call it by.
public struct RunNumber<Outcome>: Sendable {
  /// The name.
  public let name: String
  /// Whether it is a logarithm, which goes along a line where what it is of is exponential.
  public let isLogarithm: Bool
  /// The number; nil where the run has none.
  public let value: @Sendable (Outcome) -> Double?

  /// A number.
  public init(
    _ name: String, isLogarithm: Bool = false, _ value: @escaping @Sendable (Outcome) -> Double?
  ) {
    self.name = name
    self.isLogarithm = isLogarithm
    self.value = value
  }
}

extension TrialKind {
  /// The numbers that a run of such trials finds out: their names, and whether they are logarithms.
  var numbers: [(name: String, isLogarithm: Bool)] {
    func numbers<T: Trial>(_: T.Type) -> [(name: String, isLogarithm: Bool)] {
      T.Outcome.numbers.map { ($0.name, $0.isLogarithm) }
    }
    return numbers(trial)
  }
}
