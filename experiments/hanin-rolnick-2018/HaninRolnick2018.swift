extension Paper {
  /// Paper A: when networks start to train.
  public static let haninRolnick2018 = Paper(
    letter: "A", authors: "Hanin and Rolnick 2018",
    title: "How to Start Training: The Effect of Initialization and Architecture", arXiv: "1803.01719",
    experiments: [.fig1a, .fig1b, .fig2a, .fig2b, .fig3, .fig4, .fig4Wide, .fig5a, .fig5b, .fm2])
}

extension PaperExperiment {
  /// Mean length against depth, for eight initialisations (figure 1(a)).
  public static let fig1a = Self(
    "fig1a", PackageResources.fig1a_json, Figure1a.report, worlds: LengthWorlds.plain)
  /// Epochs to start against depth, for the same (figure 1(b)).
  public static let fig1b = Self(
    "fig1b", PackageResources.fig1b_json, worlds: StartWorlds.initializations)
  /// Length of residual networks, for four residual scales (figure 2(a)).
  public static let fig2a = Self(
    "fig2a", PackageResources.fig2a_json, Figure2a.report, worlds: LengthWorlds.residual)
  /// Epochs to start of residual networks, for the same (figure 2(b)).
  public static let fig2b = Self(
    "fig2b", PackageResources.fig2b_json, worlds: StartWorlds.residualScales)
  /// Epochs to start for five arrangements of widths (figure 3).
  public static let fig3 = Self(
    "fig3", PackageResources.fig3_json, Figure3.report, worlds: StartWorlds.arrangements)
  /// Mean length of convolutional networks, under two paddings (figure 4).
  public static let fig4 = Self(
    "fig4", PackageResources.fig4_json, Figure4.report, worlds: LengthWorlds.plain)
  /// The same with so many features that the mean can be estimated; ours.
  public static let fig4Wide = Self(
    "fig4-wide", PackageResources.fig4_wide_json, Figure4.report, worlds: LengthWorlds.plain)
  /// Epochs to start of convolutional networks on colour images; ours.
  public static let fig5a = Self(
    "fig5a", PackageResources.fig5a_json, worlds: StartWorlds.initializations)
  /// Epochs to start of convolutional residual networks on colour images; ours.
  public static let fig5b = Self(
    "fig5b", PackageResources.fig5b_json, worlds: StartWorlds.residualScales)
  /// The variance of lengths across the layers of a network (failure mode 2).
  public static let fm2 = Self(
    "fm2", PackageResources.fm2_json, FailureMode2.report, worlds: LengthWorlds.layerVariances)
}
