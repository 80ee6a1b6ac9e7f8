import Experiments
import Lab

/// The runs of one setting of an experiment: what a sort of trials is to tables, pictures and verdicts.
protocol SettingGroup: Sendable {
  /// The runs.
  associatedtype Run: Trial

  /// The setting, one label an axis.
  var labels: [String] { get }

  /// What a setting's runs found out, under the labels of the setting.
  ///
  /// - Parameter shelf: The trials' data sets, where `seesData`.
  init(_ labels: [String], _ trial: Run, _ outcomes: [Run.Outcome], on shelf: DataShelf) throws

  /// The same setting with what other runs of it found out.
  func with(_ outcomes: [Run.Outcome]) -> Self

  /// Made-up data on which the verdicts of a paper's experiment are tried.
  static func worlds(of paper: PaperExperiment) -> [World<Self>]

  /// Whether theory must see the data.
  static var seesData: Bool { get }

  /// Sees that what an experiment asks to be told of is there.
  static func check(_ experiment: Experiment, _ trials: [Run]) throws

  /// What is said of an experiment of such runs, on the experiment of a paper where it is a version of one.
  static func report(_ measured: Measured<Self>, on paper: PaperExperiment?) throws -> FigureReport
}

extension SettingGroup {
  static var kind: String { Run.kind }

  static var seesData: Bool { false }

  static func check(_: Experiment, _: [Run]) throws {}
}
