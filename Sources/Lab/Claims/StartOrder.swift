import Forms

/// That networks start sooner, or later: where a number is larger, or in some settings than in others.
public struct StartOrder: ClaimKind {
  /// What is compared.
  public enum Comparison: Sendable {
    /// Runs along an axis of numbers, or along Σ 1/n.
    case along(Predictor)
    /// Runs of some settings with those of others; nil for all others.
    case settings(SettingChoice, than: SettingChoice?)
  }

  /// Whether later is claimed.
  public let isLater: Bool
  /// What is compared.
  public let comparison: Comparison
  /// Whether the direction was open.
  public let isTwoSided: Bool

  /// What files call it.
  public static let names = ["sooner", "later"]
  /// What stands behind the colon in short.
  public static let mainField: String? = "along"

  /// Whether trials of a sort can be claimed such a thing of.
  public static func fits(_ kind: TrialKind) -> Bool { kind == .start }

  /// What is said of it.
  public static func fields(_ kind: TrialKind) -> [ValueForm.Field] {
    [
      .init(
        "along", ClaimFields.axis,
        "The axis of numbers, or \(Predictor.others(kind)), with which the start comes sooner or later."),
      .init("which", SettingChoice.form, "In its place, the settings that start sooner or later."),
      ClaimFields.than, ClaimFields.twoSided,
    ]
  }

  /// A claim of the kind.
  ///
  /// - Throws: `FieldError` where it does not fit the experiment.
  public init(_ name: String, _ fields: JSONValue, of experiment: Experiment) throws(FieldError) {
    isLater = name == "later"
    isTwoSided = fields["twoSided"] == .flag(true)
    switch (fields["along"], fields["which"]) {
    case (let axis?, nil):
      if let than = fields["than"] {
        throw FieldError(["than"], expected: "which beside it, and no along", found: than)
      }
      comparison = .along(try Predictor(axis.summary, of: experiment))
    case (nil, _?):
      let (which, than) = try SettingChoice.pair(fields, of: experiment.axes)
      comparison = .settings(which, than: than)
    case (nil, nil): throw FieldError([], expected: "along or which", found: "neither")
    case (_?, _?): throw FieldError([], expected: "along or which", found: "both")
    }
  }

  /// The axes along which runs are compared.
  public var compared: [String] {
    switch comparison {
    case .along(let predictor): predictor.axis.map { [$0] } ?? []
    case .settings(let which, let than): which.axes + (than?.axes ?? [])
    }
  }

  /// Within the points of which axes runs are compared where the file does not say.
  public func strata(among axes: [Axis]) -> [String] {
    if case .along(let predictor) = comparison, predictor.axis == nil { return [] }
    return axes.map(\.name).filter { !compared.contains($0) }
  }

  /// The claim as a sentence without an end.
  public var sentence: String {
    let order = isLater ? "later" : "sooner"
    return switch comparison {
    case .along(let predictor): "the larger \(predictor.title), the \(order) networks start"
    case .settings(let which, let than):
      "networks of \(which.sentence) start \(order) than \(than.map { "those of \($0.sentence)" } ?? "the others")"
    }
  }
}
