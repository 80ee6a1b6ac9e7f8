import Experiments
import Lab

/// The figures that can be reproduced, by their names on the command line.
public enum PaperFigure: String, CaseIterable, Sendable {
  /// Mean length against depth, for eight initialisations.
  case fig1a
  /// Epochs to start against depth, for the same.
  case fig1b
  /// Length of residual networks against modules, for four residual scales.
  case fig2a
  /// Epochs to start against modules, for the same.
  case fig2b
  /// Epochs to start against depth, for five arrangements of widths.
  case fig3a
  /// The same data against Σ 1/n.
  case fig3b
  /// Mean length of convolutional networks against depth.
  case fig4
  /// Epochs to start of convolutional networks on colour images.
  case fig5a
  /// Epochs to start of convolutional residual networks on colour images.
  case fig5b
  /// The variance of lengths across the layers of one network (failure mode 2) against Σ 1/n.
  case fm2

  /// What the figure shows, in a line.
  public var title: String {
    switch self {
    case .fig1a: "mean length of the last layer against depth, for eight initialisations"
    case .fig1b: "epochs until a network starts to learn against depth, for the same"
    case .fig2a: "length of residual networks against the number of modules, for four residual scales"
    case .fig2b: "epochs to start against the number of modules, for the same"
    case .fig3a: "epochs to start against depth, for five arrangements of widths"
    case .fig3b: "the same runs against Σ 1/n"
    case .fig4: "mean length of convolutional networks against depth, under two paddings"
    case .fig5a: "epochs to start of convolutional networks on colour images (ours)"
    case .fig5b: "epochs to start of convolutional residual networks on colour images (ours)"
    case .fm2:
      "variance of lengths across the layers of a network against Σ 1/n (proved in the paper, not drawn)"
    }
  }

  /// Runs what is missing of the figure's experiments and reports on them.
  ///
  /// - Throws: What `Runner.run` throws.
  public func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    switch self {
    case .fig1a: Figure1a.report(try await lengths(.fig1a, options, runner))
    case .fig1b: Figure1b.report(try await starts(.fig1b, options, runner))
    case .fig2a: try Figure2a.report(try await lengths(.fig2a, options, runner))
    case .fig2b: Figure2b.report(try await starts(.fig2b, options, runner))
    case .fig3a: Figure3.byDepth(try await starts(.fig3, options, runner))
    case .fig3b: Figure3.byInverseWidths(try await starts(.fig3, options, runner))
    case .fig4:
      Figure4.report(
        try await lengths(.fig4, options, runner), wide: try await lengths(.fig4Wide, options, runner))
    case .fig5a: Figure5a.report(try await starts(.fig5a, options, runner))
    case .fig5b: Figure5b.report(try await starts(.fig5b, options, runner))
    case .fm2: try FailureMode2.report(try await lengths(.fm2, options, runner))
    }
  }

  private func starts(
    _ paper: PaperExperiment, _ options: FigureOptions, _ runner: Runner
  ) async throws -> Measured<StartGroup> {
    let experiment = try options.experiment(paper)
    return Measured(experiment: experiment, groups: try await StartGroup.run(experiment, on: runner))
  }

  private func lengths(
    _ paper: PaperExperiment, _ options: FigureOptions, _ runner: Runner
  ) async throws -> Measured<LengthGroup> {
    let experiment = try options.experiment(paper)
    return Measured(experiment: experiment, groups: try await LengthGroup.run(experiment, on: runner))
  }
}
