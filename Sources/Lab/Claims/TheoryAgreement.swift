import Forms

/// That measurement and theory agree, within the margin that is set for the sort of trial.
public struct TheoryAgreement: ClaimKind {
  /// What files call it.
  public static let names = ["agrees"]

  /// Where networks learn there is no theory of the numbers that are measured.
  public static func fits(_ kind: TrialKind) -> Bool { kind != .start && kind != .signals }

  /// What is said of it.
  public static func fields(_ kind: TrialKind) -> [ValueForm.Field] { [] }

  /// A claim of the kind.
  public init(_ name: String, _ fields: JSONValue, of _: Experiment) {}

  /// Within the points of which axes runs are compared where the file does not say.
  public func strata(among axes: [Axis]) -> [String] { [] }

  /// The claim as a sentence without an end.
  public var sentence: String { "measurement and theory agree" }
}
