import Figures

extension Paper {
  /// Paper F: how many linear pieces a line has, and how far points lie from the boundaries of regions.
  public static let haninRolnick2019Complexity = Paper(
    letter: "F", authors: "Hanin and Rolnick 2019", title: "Complexity of Linear Regions in Deep Networks",
    arXiv: "1901.09021", experiments: [.distancesInit, .distancesTraining, .piecesInit, .piecesTraining])
}

extension PaperExperiment {
  /// Distances to the nearest boundary at initialisation, by the deviation of the biases.
  public static let distancesInit = Self(
    "distances-init", PackageResources.distances_init_json, claims: DistanceFigures.atTheBeginning,
    worlds: DistanceWorlds.all)
  /// Distances to the nearest boundary while networks learn images.
  public static let distancesTraining = Self(
    "distances-training", PackageResources.distances_training_json, claims: DistanceFigures.whileTraining,
    worlds: DistanceWorlds.all)
  /// Pieces on lines at initialisation, over depths at equal numbers of units.
  public static let piecesInit = Self(
    "pieces-init", PackageResources.pieces_init_json, { PieceFigures.report($0) { $0.first } },
    worlds: PieceWorlds.all)
  /// Pieces on lines while networks learn images, over depths at equal numbers of units.
  public static let piecesTraining = Self(
    "pieces-training", PackageResources.pieces_training_json, { PieceFigures.report($0) { $0.last } },
    worlds: PieceWorlds.all)

  /// An experiment about distances.
  private init(
    _ name: String, _ bytes: [UInt8], claims: @escaping @Sendable ([DistanceGroup]) -> [TestedClaim],
    worlds: @autoclosure @escaping @Sendable () -> [World<DistanceGroup>]
  ) {
    self.init(name, bytes, { DistanceReport.report($0, claims: claims) }, worlds: worlds())
  }
}
