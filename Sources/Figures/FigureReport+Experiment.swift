import Datasets
import Experiments
import Lab

extension FigureReport {
  /// Runs what is missing of an experiment and reports on it.
  ///
  /// - Throws: `ExperimentError`, and what `Runner.run` throws.
  public static func run(_ experiment: Experiment, on runner: Runner) async throws -> FigureReport {
    switch experiment.kind {
    case .start: try starts(try await Measured<StartGroup>.run(experiment, on: runner))
    case .lengths: try lengths(try await Measured<LengthGroup>.run(experiment, on: runner))
    }
  }

  /// Reports on what a store knows of an experiment, which may be a part.
  ///
  /// - Parameter search: Where an image that theory must see is sought.
  /// - Throws: `ExperimentError`, `DataError` and `StoreError`.
  public static func found(
    _ experiment: Experiment, in store: Store, search: DataSearch
  ) throws -> FigureReport {
    switch experiment.kind {
    case .start: try starts(.found(experiment, in: store))
    case .lengths: try lengths(.found(experiment, in: store, search: search))
    }
  }

  /// What is said of times to start depends on the paper's figure, if it is one.
  private static func starts(_ measured: Measured<StartGroup>) throws -> FigureReport {
    var report =
      switch PaperExperiment(of: measured.experiment) {
      case .fig1b: Figure1b.report(measured)
      case .fig2b: Figure2b.report(measured)
      case .fig3: Figure3.report(measured)
      case .fig5a: Figure5a.report(measured)
      case .fig5b: Figure5b.report(measured)
      case .fig1a, .fig2a, .fig4, .fig4Wide, .fm2, nil: SweepFigure.report(measured)
      }
    report.plot = TextPlot(measured)
    return report
  }

  private static func lengths(_ measured: Measured<LengthGroup>) throws -> FigureReport {
    let paper = PaperExperiment(of: measured.experiment)
    var report =
      switch paper {
      case .fig1a: Figure1a.report(measured)
      case .fig2a: try Figure2a.report(measured)
      case .fig4, .fig4Wide: Figure4.report(measured)
      case .fm2: try FailureMode2.report(measured)
      case .fig1b, .fig2b, .fig3, .fig5a, .fig5b, nil: SweepFigure.report(measured)
      }
    // Failure mode 2 is about the spread of lengths, not about their means.
    if paper != .fm2 { report.plot = TextPlot(measured) }
    return report
  }
}

extension PaperExperiment {
  /// The paper's experiment that another is a version of; nil for one that only has its name.
  fileprivate init?(of experiment: Experiment) {
    guard let paper = PaperExperiment(rawValue: experiment.name), let own = try? paper.experiment(),
      own.kind == experiment.kind, own.axes.map(\.name) == experiment.axes.map(\.name)
    else { return nil }
    self = paper
  }
}
