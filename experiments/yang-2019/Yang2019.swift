extension Paper {
  /// Paper L: what batch normalisation makes of gradients, and which depth it bears.
  public static let yang2019 = Paper(
    letter: "L", authors: "Yang, Pennington, Rao, Sohl-Dickstein & Schoenholz 2019",
    title: "A Mean Field Theory of Batch Normalization", arXiv: "1902.08129",
    experiments: [.normMaps, .normDepth, .normStep])
}

extension PaperExperiment {
  /// Gradients of batches, layer by layer, against theory.
  public static let normMaps = Self(
    "norm-maps", PackageResources.norm_maps_json, NormMapReport.report, worlds: NormMapWorlds.all)
  /// Epochs to start over depth, batch and rate.
  public static let normDepth = Self(
    "norm-depth", PackageResources.norm_depth_json, worlds: StartWorlds.normalized)
  /// The growth of weights' gradients at the beginning and after a few steps.
  public static let normStep = Self(
    "norm-step", PackageResources.norm_step_json, NormStepReport.report, worlds: NormStepWorlds.all)
}
