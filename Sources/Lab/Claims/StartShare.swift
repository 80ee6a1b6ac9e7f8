import Forms
import Foundation

/// That networks start, or that they do not: more than a share of the runs of every setting, or less.
public struct StartShare: ClaimKind {
  /// Whether they start.
  public let isMost: Bool
  /// The share.
  public let share: Double

  /// What files call it.
  public static let names = ["all-start", "none-starts"]

  /// Whether trials of a sort can be claimed such a thing of.
  public static func fits(_ kind: TrialKind) -> Bool { kind == .start }

  /// What is said of it.
  public static func fields(_ kind: TrialKind) -> [ValueForm.Field] {
    [
      .init(
        "share", .number(in: 0.001...0.999),
        "Of how many runs of every setting: all start where more do, none where less; half where it is not said."
      )
    ]
  }

  /// A claim of the kind.
  public init(_ name: String, _ fields: JSONValue, of _: Experiment) {
    isMost = name == Self.names[0]
    share = fields["share"]?.number ?? 0.5
  }

  /// The claim as a sentence without an end.
  public var sentence: String {
    "\(isMost ? "all start: more" : "none starts: less") than \(String(format: "%g", 100 * share)) % of the runs"
  }
}
