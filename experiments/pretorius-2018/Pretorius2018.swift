import Figures

extension Paper {
  /// Paper M: noise in rectifier networks, the lengths that it changes and the depth that it bounds.
  public static let pretorius2018 = Paper(
    letter: "M", authors: "Pretorius, van Biljon, Kroon & Kamper 2018",
    title: "Critical initialisation for deep signal propagation in noisy rectifier neural networks",
    arXiv: "1811.00293", experiments: [.noisyMaps, .noisyDepth, .noisyDepthColour])
}

extension PaperExperiment {
  /// q, c and gradients of rectifier networks with noise against theory.
  public static let noisyMaps = Self(
    "noisy-maps", PackageResources.noisy_maps_json, NoisyMapReport.report,
    worlds: MapWorlds.noise(NoisyMapReport.term, with: [NoisyMapReport.growth])
      + MapWorlds.growth(NoisyMapReport.growth, margin: NoisyMapReport.margin))
  /// Epochs to start over dropout, σ_w² and depth, on MNIST.
  public static let noisyDepth = Self(
    "noisy-depth", PackageResources.noisy_depth_json, worlds: NoisyDepthWorlds.all)
  /// The same on CIFAR-10.
  public static let noisyDepthColour = Self(
    "noisy-depth-colour", PackageResources.noisy_depth_colour_json, worlds: NoisyDepthWorlds.all)
}
