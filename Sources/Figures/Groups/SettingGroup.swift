import Lab

/// The runs of one setting of an experiment: what a sort of trials is to tables, pictures and verdicts.
package protocol SettingGroup: Sendable {
  /// The runs.
  associatedtype Run: Trial

  /// A trial of the setting.
  var trial: Run { get }

  /// Where the setting stands, a point an axis.
  var points: [Axis.Point] { get }

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
}

extension SettingGroup {
  package static var seesData: Bool { false }

  package static func check(_: Experiment, _: [Run]) throws {}

  /// What the points are called.
  package var labels: [String] { points.map(\.label) }
}
