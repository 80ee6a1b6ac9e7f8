import Lab
import Network
import Theory

/// The runs of one setting of an experiment: what a sort of trials is to tables, pictures and verdicts.
package protocol SettingGroup: Sendable {
  /// The runs.
  associatedtype Run: Trial

  /// A trial of the setting.
  var trial: Run { get }

  /// Where the setting stands, a point an axis.
  var points: [Axis.Point] { get }

  /// Σ 1/n of its networks, where that has a meaning.
  var inverseWidths: Double? { get }

  /// The mean length, over the input's, that theory expects of its networks' last hidden layer or module; nil where it does
  /// not say.
  var expectedLength: Double? { get }

  /// What its runs found out.
  var outcomes: [Run.Outcome] { get }

  /// What a setting's runs found out.
  ///
  /// - Parameter shelf: The trials' data sets, where `seesData`.
  init(_ points: [Axis.Point], _ trial: Run, _ outcomes: [Run.Outcome], on shelf: DataShelf) throws

  /// The same setting with what other runs of it found out.
  func with(_ outcomes: [Run.Outcome]) -> Self

  /// Whether theory must see the data.
  static var seesData: Bool { get }

  /// Sees that what an experiment asks to be told of is there.
  static func check(_ experiment: Experiment, _ trials: [Run]) throws

  /// What is said of any experiment of such runs.
  static func report(_ measured: Measured<Self>) throws -> FigureReport

  /// Whether what was measured is theory's; nil where there is no theory of such runs.
  static func agreement(_ statement: String, _ measured: Measured<Self>) -> TestedClaim?
}

extension SettingGroup {
  package static var seesData: Bool { false }

  package static func check(_: Experiment, _: [Run]) throws {}

  package static func agreement(_: String, _: Measured<Self>) -> TestedClaim? { nil }

  /// Σ 1/n over the hidden layers of a fully connected network; nil for others.
  package var inverseWidths: Double? {
    (try? trial.architecture.of(FullyConnected.self)?.hiddenWidths()).map(InverseWidths.sum)
  }

  package var expectedLength: Double? { nil }

  /// What the points are called.
  package var labels: [String] { points.map(\.label) }
}
