import Forms
import Foundation

/// That what stands at the points of an axis is alike: any two differ by less than a margin.
///
/// It is shown as an equivalence is, by data that would be too unlikely if the difference were as large as the margin.
public struct Alikeness: ClaimKind {
  /// The axis.
  public let axis: String
  /// The number of a run; nil for the time to start.
  public let number: String?
  /// The factor by which times to start, or the amount by which means, may differ and still be alike.
  public let margin: Double

  /// What files call it.
  public static let names = ["alike"]
  /// What stands behind the colon in short.
  public static let mainField: String? = "across"

  /// What is said of it.
  public static func fields(_ kind: TrialKind) -> [ValueForm.Field] {
    [
      .init("across", ClaimFields.axis, "The axis at whose points all is alike.", isRequired: true),
      .init(
        "margin", .number(in: 0...1e12),
        kind == .start
          ? "By what factor times to start may differ, such as 1.25; of a number of a run, by how much its mean may."
          : "By how much means may differ and still be alike.", isRequired: true),
      ClaimFields.number(kind, isRequired: kind != .start),
    ]
  }

  /// A claim of the kind.
  ///
  /// - Throws: `FieldError` where it does not fit the experiment.
  public init(_ name: String, _ fields: JSONValue, of experiment: Experiment) throws(FieldError) {
    let axes = experiment.axes
    let own = axes[try axes.place(named: fields["across"]?.summary ?? "", at: ["across"])]
    if own.points.count < 2 {
      throw FieldError(["across"], expected: "an axis of several points", found: "\(own.name) of one")
    }
    axis = own.name
    number = fields["of"]?.summary
    margin = fields["margin"]?.number ?? 0
    let least = number == nil ? 1.0 : 0
    if margin <= least {
      throw FieldError(
        ["margin"], expected: number == nil ? "a factor above 1" : "an amount above 0",
        found: fields["margin"])
    }
  }

  /// The axes along which runs are compared.
  public var compared: [String] { [axis] }

  /// The claim as a sentence without an end.
  public var sentence: String {
    let margin = String(format: "%g", margin)
    return number.map { "mean \($0) is alike at all \(axis): within \(margin)" }
      ?? "networks of all \(axis) start alike: within a factor of \(margin)"
  }
}
