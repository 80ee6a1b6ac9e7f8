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
    case .fig1a: try await Figure1a.report(options, on: runner)
    case .fig1b: try await Figure1b.report(options, on: runner)
    case .fig2a: try await Figure2a.report(options, on: runner)
    case .fig2b: try await Figure2b.report(options, on: runner)
    case .fig3a: try await Figure3.byDepth(options, on: runner)
    case .fig3b: try await Figure3.byInverseWidths(options, on: runner)
    case .fig4: try await Figure4.report(options, on: runner)
    case .fig5a: try await Figure5a.report(options, on: runner)
    case .fig5b: try await Figure5b.report(options, on: runner)
    case .fm2: try await FailureMode2.report(options, on: runner)
    }
  }
}
