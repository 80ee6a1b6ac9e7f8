/// The number behind the name of an `ActivationFunction`.
public struct ActivationParameter: Sendable {
  /// What help and messages call it, such as `SLOPE`.
  public let name: String
  /// The number where none is said.
  public let standard: Double

  /// A number.
  public init(_ name: String, standard: Double) {
    self.name = name
    self.standard = standard
  }
}
