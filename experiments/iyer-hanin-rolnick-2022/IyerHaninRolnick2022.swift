extension Paper {
  /// Paper H: the largest learning rates with which networks begin to learn.
  public static let iyerHaninRolnick2022 = Paper(
    letter: "H", authors: "Iyer, Hanin and Rolnick 2022",
    title: "Maximal Initial Learning Rates in Deep ReLU Networks", arXiv: "2212.07295",
    experiments: [.rates, .ratesInit, .ratesNorm])
}

extension PaperExperiment {
  /// Largest initial learning rates and sharpness over depth × width, two rates of the input layer.
  public static let rates = Self("rates", PackageResources.rates_json, worlds: RateWorlds.all)
  /// The same for three initialisations.
  public static let ratesInit = Self("rates-init", PackageResources.rates_init_json, worlds: RateWorlds.all)
  /// The same with and without normalisation.
  public static let ratesNorm = Self("rates-norm", PackageResources.rates_norm_json, worlds: RateWorlds.all)
}
