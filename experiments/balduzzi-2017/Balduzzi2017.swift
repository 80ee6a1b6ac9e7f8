extension Paper {
  /// Paper K: how alike gradients at two inputs are, and what keeps them so.
  public static let balduzzi2017 = Paper(
    letter: "K", authors: "Balduzzi et al. 2017",
    title: "The Shattered Gradients Problem: If resnets are the answer, then what is the question?",
    arXiv: "1702.08591", experiments: [.shatterPairs, .shatterLines, .shatterStart])
}

extension PaperExperiment {
  /// The correlation of the gradients at two inputs, against the product of maps.
  public static let shatterPairs = Self(
    "shatter-pairs", PackageResources.shatter_pairs_json, ShatterReport.report, worlds: ShatterWorlds.all)
  /// The autocorrelation of slopes along a line of inputs.
  public static let shatterLines = Self(
    "shatter-lines", PackageResources.shatter_lines_json, ShatterLines.report, worlds: ShatterLines.worlds)
  /// When networks learn that look linear at first, He's and residual ones.
  public static let shatterStart = Self(
    "shatter-start", PackageResources.shatter_start_json, worlds: StartWorlds.shattered)
}
