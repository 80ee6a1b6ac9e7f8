import Figures

extension Paper {
  /// Paper E: how long the images of curves are.
  public static let haninJeongRolnick2021 = Paper(
    letter: "E", authors: "Hanin, Jeong and Rolnick 2021",
    title: "Deep ReLU Networks Preserve Expected Length", arXiv: "2102.10492",
    experiments: [.lengthDepthWidth, .areaDepthWidth, .lengthGrowth, .lengthTraining])
}

extension PaperExperiment {
  /// Lengths of segments' images at initialisation, over depths and widths.
  public static let lengthDepthWidth = Self(
    "length-depth-width", PackageResources.length_depth_width_json,
    claims: { DistortionReport.beginnings($0) + [DistortionFigures.shrinks($0, by: 0.1)] },
    worlds: DistortionWorlds.beginnings)
  /// Areas of parallelograms' images at initialisation, over depths and widths.
  public static let areaDepthWidth = Self(
    "area-depth-width", PackageResources.area_depth_width_json,
    claims: { DistortionReport.beginnings($0) + [DistortionFigures.shrinks($0, by: 0.3)] },
    worlds: DistortionWorlds.beginnings)
  /// Laws under which the length grows beside He's, over depths.
  public static let lengthGrowth = Self(
    "length-growth", PackageResources.length_growth_json, worlds: DistortionWorlds.growth)
  /// Ours: lengths of the images of segments between images while networks learn these.
  public static let lengthTraining = Self(
    "length-training", PackageResources.length_training_json,
    claims: { DistortionFigures.whileTraining($0.groups) }, worlds: DistortionWorlds.training)

  /// An experiment about distortions, of which something of its own is claimed.
  private init(
    _ name: String, _ bytes: [UInt8],
    claims: @escaping @Sendable (Measured<DistortionGroup>) -> [TestedClaim],
    worlds: @autoclosure @escaping @Sendable () -> [World<DistortionGroup>]
  ) {
    self.init(name, bytes, { DistortionReport.report($0, claims: claims) }, worlds: worlds())
  }
}
