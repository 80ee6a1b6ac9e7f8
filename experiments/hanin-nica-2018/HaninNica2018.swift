extension Paper {
  /// Paper G: products of random matrices, and the gradients of single weights.
  public static let haninNica2018 = Paper(
    letter: "G", authors: "Hanin and Nica 2018",
    title: "Products of Many Large Random Matrices and Gradients in Deep Neural Networks",
    arXiv: "1812.05994", experiments: [.products, .productsRate, .productsTails, .productsWeights])
}

extension PaperExperiment {
  /// ln ‖Ju‖² against its exact law and its limit, over widths and depths.
  public static let products = Self(
    "products", PackageResources.products_json, LimitReport.report, worlds: ProductWorlds.limit)
  /// How far the limit is off, over widths at equal depth and at equal β.
  public static let productsRate = Self(
    "products-rate", PackageResources.products_rate_json, ConvergenceReport.report, worlds: ProductWorlds.rate
  )
  /// The same for laws of weights with lighter and heavier tails than normal ones.
  public static let productsTails = Self(
    "products-tails", PackageResources.products_tails_json, TailReport.report, worlds: ProductWorlds.tails)
  /// Squared gradients of single weights, layer by layer.
  public static let productsWeights = Self(
    "products-weights", PackageResources.products_weights_json, WeightReport.report,
    worlds: ProductWorlds.weights)
}
