import Lab

/// The experiments of the papers, which the program carries within itself.
public enum PaperExperiment: String, CaseIterable, Sendable {
  /// Mean length against depth, for eight initialisations (paper A, figure 1(a)).
  case fig1a
  /// Epochs to start against depth, for the same (paper A, figure 1(b)).
  case fig1b
  /// Length of residual networks, for four residual scales (paper A, figure 2(a)).
  case fig2a
  /// Epochs to start of residual networks, for the same (paper A, figure 2(b)).
  case fig2b
  /// Epochs to start for five arrangements of widths (paper A, figure 3).
  case fig3
  /// Mean length of convolutional networks, under two paddings (paper A, figure 4).
  case fig4
  /// The same with so many features that the mean can be estimated; ours.
  case fig4Wide = "fig4-wide"
  /// Epochs to start of convolutional networks on colour images; ours.
  case fig5a
  /// Epochs to start of convolutional residual networks on colour images; ours.
  case fig5b
  /// The variance of lengths across the layers of a network (paper A, failure mode 2).
  case fm2

  /// The experiment, as its file says it.
  ///
  /// - Throws: `ExperimentError` where the file is not in order, which the tests see to.
  public func experiment() throws(ExperimentError) -> Experiment {
    try Experiment(text: String(decoding: bytes, as: UTF8.self), source: rawValue)
  }

  private var bytes: [UInt8] {
    switch self {
    case .fig1a: PackageResources.fig1a_json
    case .fig1b: PackageResources.fig1b_json
    case .fig2a: PackageResources.fig2a_json
    case .fig2b: PackageResources.fig2b_json
    case .fig3: PackageResources.fig3_json
    case .fig4: PackageResources.fig4_json
    case .fig4Wide: PackageResources.fig4_wide_json
    case .fig5a: PackageResources.fig5a_json
    case .fig5b: PackageResources.fig5b_json
    case .fm2: PackageResources.fm2_json
    }
  }
}
