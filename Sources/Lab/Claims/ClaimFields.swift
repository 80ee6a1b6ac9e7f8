import Forms

/// The fields that several kinds of claim have in common.
enum ClaimFields {
  static let axis = ValueForm.words("an axis's name")

  static let twoSided = ValueForm.Field(
    "twoSided", .flag, "Whether either direction might have been claimed, so that p-values count twice.")

  static let which = ValueForm.Field(
    "which", SettingChoice.form, "The settings that come first: points by their axes.", isRequired: true)

  static let than = ValueForm.Field(
    "than", SettingChoice.form, "The settings that they are compared with; else all others.")

  static func number(_ kind: TrialKind, isRequired: Bool = true) -> ValueForm.Field {
    .init(
      "of", .name(kind.numbers.map(\.name)), "The number of a run that it is about.", isRequired: isRequired)
  }
}
