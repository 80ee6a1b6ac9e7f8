/// The last normalisation of each residual branch has gains that are 0 at first.
///
/// Source: Goyal et al. 2017, *Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour*, section 5.1.
public struct ZeroGamma: InitializationScheme {
  /// The scheme.
  public init() {}

  /// `zero-gamma`.
  public var name: String { "zero-gamma" }

  /// The layers with these gains.
  ///
  /// - Throws: `ArchitectureError` where there is no residual module, or one whose branch has no normalisation.
  public func prepared(_ layers: [Layer], drawnBy _: Initializer) throws(ArchitectureError) -> [Layer] {
    try layers.changingModules(for: self) { module throws(ArchitectureError) in
      guard let last = module.branch.lastIndex(where: { $0.kind is any NormalizationKind }),
        var norm = module.branch[last].kind as? any NormalizationKind
      else {
        throw ArchitectureError(
          field: module.name, expected: "a normalisation in the branch for \(name)", found: "none")
      }
      norm.gain = 0
      module.branch[last] = Layer(norm)
    }
  }
}
