import Figures

extension Paper {
  /// Paper B: how many activation regions networks have.
  public static let haninRolnick2019 = Paper(
    letter: "B", authors: "Hanin and Rolnick 2019",
    title: "Deep ReLU Networks Have Surprisingly Few Activation Patterns", arXiv: "1906.00904",
    experiments: [
      .regionsInit, .regionsTraining, .regionsMemory, .regionsMemoryLong, .regionsRate, .regionsScale,
      .regionsLines, .regionsLinesNoise, .regionsLinesPairs,
    ])
}

extension PaperExperiment {
  /// Regions of a plane at initialisation, over depths and widths (theorem 5).
  public static let regionsInit = Self(
    "regions-init", PackageResources.regions_init_json, claims: RegionFigures.atTheBeginning,
    worlds: RegionWorlds.atTheBeginning)
  /// Regions of planes while networks learn images (figure 1).
  public static let regionsTraining = Self(
    "regions-training", PackageResources.regions_training_json, claims: RegionFigures.whileTraining,
    worlds: RegionWorlds.whileTraining)
  /// Regions of the plane while networks memorise random points.
  public static let regionsMemory = Self(
    "regions-memory", PackageResources.regions_memory_json, claims: RegionFigures.memorising)
  /// Ours: the same in whole batches, until the points are learnt.
  public static let regionsMemoryLong = Self(
    "regions-memory-long", PackageResources.regions_memory_long_json, claims: RegionFigures.memorising)
  /// Regions of the plane while networks memorise random points, by learning rate.
  public static let regionsRate = Self(
    "regions-rate", PackageResources.regions_rate_json, claims: RegionFigures.rates,
    worlds: RegionWorlds.rates)
  /// Regions at initialisation, by the scales of weights and biases.
  public static let regionsScale = Self(
    "regions-scale", PackageResources.regions_scale_json, worlds: RegionWorlds.order)
  /// Regions of lines through the origin and a test image, by the share of corrupted labels.
  public static let regionsLines = Self(
    "regions-lines", PackageResources.regions_lines_json, worlds: RegionWorlds.order)
  /// The same, by the share of images that are noise.
  public static let regionsLinesNoise = Self(
    "regions-lines-noise", PackageResources.regions_lines_noise_json, worlds: RegionWorlds.order)
  /// Ours: regions of lines through two training images.
  public static let regionsLinesPairs = Self(
    "regions-lines-pairs", PackageResources.regions_lines_pairs_json, worlds: RegionWorlds.order)

  /// An experiment about numbers of regions, of which more is claimed than that theory holds.
  private init(
    _ name: String, _ bytes: [UInt8],
    claims: @escaping @Sendable ([RegionGroup]) -> [TestedClaim],
    worlds: @autoclosure @escaping @Sendable () -> [World<RegionGroup>] = RegionWorlds.order
  ) {
    self.init(name, bytes, { RegionReport.report($0, claims: claims) }, worlds: worlds())
  }
}
