import Forms

/// That a number of runs rises, or falls, along an axis of numbers.
public struct Trend: ClaimKind {
  /// Whether it rises.
  public let isRise: Bool
  /// Along what.
  public let predictor: Predictor
  /// The number.
  public let number: String
  /// Whether the direction was open.
  public let isTwoSided: Bool

  /// What files call it.
  public static let names = ["rises", "falls"]
  /// What stands behind the colon in short.
  public static let mainField: String? = "along"

  /// What is said of it.
  public static func fields(_ kind: TrialKind) -> [ValueForm.Field] {
    [
      .init(
        "along", ClaimFields.axis, "The axis of numbers, or \(Predictor.others(kind)), along which it does.",
        isRequired: true),
      ClaimFields.number(kind), ClaimFields.twoSided,
    ]
  }

  /// A claim of the kind.
  ///
  /// - Throws: `FieldError` where it does not fit the experiment.
  public init(_ name: String, _ fields: JSONValue, of experiment: Experiment) throws(FieldError) {
    isRise = name == "rises"
    isTwoSided = fields["twoSided"] == .flag(true)
    number = fields["of"]?.summary ?? ""
    predictor = try Predictor(fields["along"]?.summary ?? "", of: experiment)
  }

  /// The axes along which runs are compared.
  public var compared: [String] { predictor.axis.map { [$0] } ?? [] }

  /// Within the points of which axes runs are compared where the file does not say.
  public func strata(among axes: [Axis]) -> [String] {
    predictor.axis == nil ? [] : axes.map(\.name).filter { !compared.contains($0) }
  }

  /// The claim as a sentence without an end.
  public var sentence: String { "\(number) \(isRise ? "rises" : "falls") with \(predictor.title)" }
}
