extension Paper {
  /// Paper N: residual networks without normalisation, a question of ours about the initialisations of several papers.
  public static let residualWithoutNorm = Paper(
    letter: "N", authors: "Zhang, Dauphin and Ma 2019, and others",
    title: "Fixup Initialization: Residual Learning Without Normalization", arXiv: "1901.09321",
    experiments: [.residualStart, .residualRates])
}

extension PaperExperiment {
  /// When residual networks with batch normalisation and without start, and their accuracy after five epochs.
  public static let residualStart = Self(
    "residual-start", PackageResources.residual_start_json, ResidualStart.report,
    worlds: ResidualWorlds.starts)
  /// The largest rates at which they begin to learn.
  public static let residualRates = Self(
    "residual-rates", PackageResources.residual_rates_json, ResidualRates.report,
    worlds: ResidualWorlds.rates)
}
