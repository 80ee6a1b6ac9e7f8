import Forms
import Foundation

/// That the mean of a number of runs is greater, or less, in some settings than in others.
public struct MeanOrder: ClaimKind {
  /// Whether it is greater.
  public let isGreater: Bool
  /// The settings.
  public let which: SettingChoice
  /// The others; nil for all others.
  public let than: SettingChoice?
  /// The number.
  public let number: String
  /// By more than what.
  public let amount: Double
  /// Whether the direction was open.
  public let isTwoSided: Bool

  /// What files call it.
  public static let names = ["greater", "less"]
  /// What stands behind the colon in short.
  public static let mainField: String? = "of"

  /// What is said of it.
  public static func fields(_ kind: TrialKind) -> [ValueForm.Field] {
    [
      ClaimFields.number(kind), ClaimFields.which, ClaimFields.than,
      .init("by", .number(in: 0...1e12), "By more than what; 0 where it is not said."), ClaimFields.twoSided,
    ]
  }

  /// A claim of the kind.
  ///
  /// - Throws: `FieldError` where it does not fit the experiment.
  public init(_ name: String, _ fields: JSONValue, of experiment: Experiment) throws(FieldError) {
    isGreater = name == "greater"
    isTwoSided = fields["twoSided"] == .flag(true)
    number = fields["of"]?.summary ?? ""
    amount = fields["by"]?.number ?? 0
    (which, than) = try SettingChoice.pair(fields, of: experiment.axes)
    if isTwoSided, amount > 0 {
      throw FieldError(["by"], expected: "nothing beside twoSided", found: fields["by"])
    }
  }

  /// The axes along which runs are compared.
  public var compared: [String] { which.axes + (than?.axes ?? []) }

  /// The claim as a sentence without an end.
  public var sentence: String {
    let amount = amount > 0 ? " by more than \(String(format: "%g", amount))" : ""
    return "mean \(number) is \(isGreater ? "greater" : "less")\(amount) at \(which.sentence) than at "
      + (than?.sentence ?? "the others")
  }
}
