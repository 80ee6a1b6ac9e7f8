extension Paper {
  /// Paper C: which networks have exploding and vanishing gradients.
  public static let hanin2018 = Paper(
    letter: "C", authors: "Hanin 2018",
    title: "Which Neural Net Architectures Give Rise to Exploding and Vanishing Gradients?",
    arXiv: "1801.03744", experiments: [.jacobians, .jacobiansReLU])
}

extension PaperExperiment {
  /// Moments of Jacobians' entries with linear outputs, over depths and widths (theorems 1 and 2).
  public static let jacobians = Self(
    "jacobians", PackageResources.jacobians_json, worlds: JacobianWorlds.all)
  /// The same with ReLU outputs, over arrangements of widths.
  public static let jacobiansReLU = Self(
    "jacobians-relu", PackageResources.jacobians_relu_json, worlds: JacobianWorlds.all)
}
