/// Each branch of a residual module is multiplied by a number that is learnt and 0 at first.
///
/// Source: De & Smith 2020, *Batch Normalization Biases Residual Blocks Towards the Identity Function in Deep Networks* (SkipInit);
/// Bachlechner et al. 2021, *ReZero is All You Need*.
public struct ZeroGain: InitializationScheme {
  /// The scheme.
  public init() {}

  /// `zero-gain`.
  public var name: String { "zero-gain" }

  /// The layers with a factor behind each branch.
  ///
  /// - Throws: `ArchitectureError` where there is no residual module.
  public func prepared(_ layers: [Layer], drawnBy _: Initializer) throws(ArchitectureError) -> [Layer] {
    try layers.changingModules(for: self) { module in
      module.branch.append(.scalar(Layer.LearntScalar(name: "\(module.name).gain", .gain, start: 0)))
    }
  }
}
