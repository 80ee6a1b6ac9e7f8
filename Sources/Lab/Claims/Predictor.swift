import Forms
import Wording

/// A number of a setting with which something goes: that of an axis's point, or Σ 1/n.
public struct Predictor: Hashable, Sendable {
  /// The axis; nil for Σ 1/n.
  public let axis: String?
  /// What files call Σ 1/n.
  static let inverseWidths = "inverseWidths"

  /// A predictor by its name.
  ///
  /// - Throws: `FieldError` where it is no axis, or one of which a point is no number.
  init(_ name: String, of experiment: Experiment) throws(FieldError) {
    if name == Self.inverseWidths, !experiment.axes.contains(where: { $0.name == name }) {
      axis = nil
      return
    }
    let own = experiment.axes[try experiment.axes.place(named: name, at: ["along"])]
    if let point = own.points.first(where: { $0.number == nil }) {
      throw FieldError(
        ["along"], expected: "an axis of numbers",
        found: "\(own.name.quoted) with a point \(point.label.quoted)")
    }
    if own.points.count < 2 {
      throw FieldError(["along"], expected: "an axis of several points", found: "\(own.name.quoted) of one")
    }
    axis = own.name
  }

  /// How a sentence calls it.
  public var title: String { axis ?? "Σ 1/n" }
}

extension SettingChoice {
  /// The settings that `which` and `than` mean; nil where the second is not said.
  ///
  /// - Throws: `FieldError`.
  static func pair(
    _ fields: JSONValue, of axes: [Axis]
  ) throws(FieldError) -> (SettingChoice, SettingChoice?) {
    let which = try Experiment.under("which") { () throws(FieldError) in
      try SettingChoice(fields["which"], of: axes)
    }
    if which.axes.isEmpty { throw FieldError(["which"], expected: "points of an axis", found: "none") }
    guard let than = fields["than"] else { return (which, nil) }
    return (
      which,
      try Experiment.under("than") { () throws(FieldError) in try SettingChoice(than, of: axes) }
    )
  }
}
