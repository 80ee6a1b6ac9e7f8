import Forms
import Wording

/// A number of a setting with which something goes.
public enum Predictor: Hashable, Sendable {
  /// That of an axis's point.
  case axis(String)
  /// Σ 1/n over the hidden layers.
  case inverseWidths
  /// The mean length, over the input's, that theory expects of the last hidden layer or module: of residual networks in the
  /// limit of great width, and of what hangs on the picture for an even grey one.
  case expectedLength

  /// A predictor by its name: an axis's, or what files call one of the others.
  ///
  /// - Throws: `FieldError` where it is none, or an axis of which a point is no number.
  init(_ name: String, of experiment: Experiment) throws(FieldError) {
    let isAxis = experiment.axes.contains { $0.name == name }
    switch name {
    case "inverseWidths" where !isAxis: self = .inverseWidths
    case "expectedLength" where !isAxis && experiment.kind == .start: self = .expectedLength
    default: self = .axis(try Self.axis(name, among: experiment.axes))
    }
  }

  private static func axis(_ name: String, among axes: [Axis]) throws(FieldError) -> String {
    let own = axes[try axes.place(named: name, at: ["along"])]
    if let point = own.points.first(where: { $0.number == nil }) {
      throw FieldError(
        ["along"], expected: "an axis of numbers",
        found: "\(own.name.quoted) with a point \(point.label.quoted)")
    }
    if own.points.count < 2 {
      throw FieldError(["along"], expected: "an axis of several points", found: "\(own.name.quoted) of one")
    }
    return own.name
  }

  /// What help says may stand in the place of an axis.
  static func others(_ kind: TrialKind) -> String {
    kind == .start
      ? "inverseWidths (Σ 1/n) or expectedLength (the mean length that theory expects)"
      : "inverseWidths (Σ 1/n)"
  }

  /// The axis; nil where it is none.
  public var axis: String? { if case .axis(let name) = self { name } else { nil } }

  /// How a sentence calls it.
  public var title: String {
    switch self {
    case .axis(let name): name
    case .inverseWidths: "Σ 1/n"
    case .expectedLength: "expected length"
    }
  }
}
