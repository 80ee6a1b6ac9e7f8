extension Paper {
  /// Paper D: initialisations under which ReLU networks begin as isometries.
  public static let burkholzDubatovka2019 = Paper(
    letter: "D", authors: "Burkholz and Dubatovka 2019",
    title: "Initialization of ReLUs for Dynamical Isometry",
    arXiv: "1806.06362", experiments: [.isometryLaw, .isometrySpectra, .isometryAccuracy, .isometryColour])
}

extension PaperExperiment {
  /// The joint law of a layer's output against networks.
  public static let isometryLaw = Self(
    "isometry-law", PackageResources.isometry_law_json, worlds: LayerLawWorlds.all)
  /// The singular values of Jacobians, over depth.
  public static let isometrySpectra = Self(
    "isometry-spectra", PackageResources.isometry_spectra_json, worlds: SpectrumWorlds.all)
  /// Test accuracy by initialisation, learning rate and depth.
  public static let isometryAccuracy = Self(
    "isometry-accuracy", PackageResources.isometry_accuracy_json, AccuracyReport.report,
    worlds: AccuracyWorlds.all)
  /// The same on colour images.
  public static let isometryColour = Self(
    "isometry-colour", PackageResources.isometry_colour_json, AccuracyReport.report,
    worlds: AccuracyWorlds.all)
}
