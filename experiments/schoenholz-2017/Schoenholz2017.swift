extension Paper {
  /// Paper I: how signals and gradients go through wide networks, and to which depth these can be trained.
  public static let schoenholz2017 = Paper(
    letter: "I", authors: "Poole et al. 2016, and Schoenholz et al. 2017",
    title: "Deep Information Propagation", arXiv: "1611.01232",
    experiments: [.maps, .mapsErf, .mapsGELU, .mapsDropout, .chaosAccuracy])
}

extension PaperExperiment {
  /// q, c and gradients of tanh networks against the maps.
  public static let maps = Self(
    "maps", PackageResources.maps_json, MapReport.report(.tanh), worlds: MapWorlds.all(.tanh))
  /// The same of the error function.
  public static let mapsErf = Self(
    "maps-erf", PackageResources.maps_erf_json, MapReport.report(.erf), worlds: MapWorlds.all(.erf))
  /// The same of GELU.
  public static let mapsGELU = Self(
    "maps-gelu", PackageResources.maps_gelu_json, MapReport.report(.gelu), worlds: MapWorlds.all(.gelu))
  /// The same of tanh networks with dropout.
  public static let mapsDropout = Self(
    "maps-dropout", PackageResources.maps_dropout_json, MapReport.dropout(.dropout),
    worlds: MapWorlds.dropout(.dropout))
  /// Test accuracy over depth and σ_w².
  public static let chaosAccuracy = Self(
    "chaos-accuracy", PackageResources.chaos_accuracy_json, TrainableDepthReport.report,
    worlds: TrainableDepthWorlds.all)
}

extension MapTerm {
  /// Of tanh networks.
  static let tanh = MapTerm(square: 5, correlation: 3, gradient: 0.4, gradientCorrelation: 4)
  /// Of erf networks.
  static let erf = MapTerm(square: 5, correlation: 3, gradient: 0.4, gradientCorrelation: 4)
  /// Of GELU networks, but for those at σ_w² = 1.8 and σ_b² = 0.05, of which no such K holds.
  static let gelu = MapTerm(square: 5, correlation: 5, gradient: 8, gradientCorrelation: 7)
  /// Of tanh networks with dropout.
  static let dropout = MapTerm(square: 2, correlation: 3, gradient: 0.8, gradientCorrelation: 5)
}
