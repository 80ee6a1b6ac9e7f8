import Theory

/// Each product has the variances at which the activation before it is critical: gradients neither vanish nor explode, and without
/// noise small differences of inputs are kept.
///
/// Weights are the law's times σ_w². Biases of a variance σ_b² of 0.05 are added where the critical line has such a point, as in
/// paper and pictures, none where it has one without biases, and else those of the point that is nearest. A product that sees no
/// activation, such as the first one or one behind a normalisation or a residual module, keeps lengths.
///
/// Source: Schoenholz et al. 2017, *Deep Information Propagation*; with noise Pretorius et al. 2018.
public struct CriticalVariance: InitializationScheme {
  /// The variance of biases where there is a choice.
  private static let biases = 0.05

  /// The scheme.
  public init() {}

  /// `critical-variance`.
  public var name: String { "critical-variance" }

  /// The layers with laws of their own.
  ///
  /// - Throws: `ArchitectureError` where an activation has no critical line, or none without biases before a product that has none.
  public func prepared(_ layers: [Layer], drawnBy law: Initializer) throws(ArchitectureError) -> [Layer] {
    var (seen, points) = (Seen(), [Seen: MeanField]())
    return try Self.begun(layers, by: law, behind: &seen, &points)
  }

  /// What a product sees: what lies between it and the one before.
  private struct Seen: Hashable {
    /// The last activation; nil for none.
    var activation: Activation?
    /// The second moment of the noise's factors.
    var noise = 1.0
    /// Whether the product may have biases.
    var hasBias = true

    /// Takes in a layer that is neither a product nor a module.
    mutating func pass(_ layer: Layer) {
      switch layer.kind {
      case let activation as Activation: self.activation = activation
      case is Layer.ConcatenatedRectifier: activation = .relu
      case let noise as Layer.MultiplicativeNoise: self.noise *= noise.law.square
      case is any NormalizationKind: self = Seen()
      default: break
      }
    }
  }

  /// - Parameters:
  ///   - seen: What lies before the layers, and then what lies before what follows them.
  ///   - points: The points of critical lines that were found.
  private static func begun(
    _ layers: [Layer], by law: Initializer, behind seen: inout Seen, _ points: inout [Seen: MeanField]
  ) throws(ArchitectureError) -> [Layer] {
    var begun: [Layer] = []
    for layer in layers {
      if var module = layer.module {
        var shortcut = seen
        module.branch = try Self.begun(module.branch, by: law, behind: &seen, &points)
        module.shortcut = try Self.begun(module.shortcut, by: law, behind: &shortcut, &points)
        begun.append(.residual(module))
        seen = Seen()
      } else if let product = layer.product {
        seen.hasBias = product.hasBias
        let known = points[seen]
        let point = if let known { known } else { try point(of: seen, before: product) }
        points[seen] = point
        var weights = product.weights ?? law
        weights.gain *= point.weights
        begun.append(
          layer.begun(
            by: weights, biases: point.biases > 0 ? Initializer(gain: point.biases, over: .one) : nil))
        seen = Seen()
      } else {
        begun.append(layer)
        seen.pass(layer)
      }
    }
    return begun
  }

  private static func point(of seen: Seen, before product: Product) throws(ArchitectureError) -> MeanField {
    let activation = seen.activation?.nonlinearity ?? .rectifier(Rectifier(slope: 1))
    func critical(_ biases: Double) -> MeanField? {
      MeanField.critical(activation, biases: biases, noise: seen.noise)
    }
    let point =
      seen.hasBias
      ? critical(biases) ?? critical(0)
        ?? MeanField(activation, weights: 1, biases: biases, noise: seen.noise).nearestCritical
      : critical(0)
    guard let point else {
      throw ArchitectureError(
        field: product.name,
        expected: "an activation before it that is critical\(seen.hasBias ? "" : " without biases")",
        found: seen.activation?.rawValue ?? "none")
    }
    return point
  }
}
