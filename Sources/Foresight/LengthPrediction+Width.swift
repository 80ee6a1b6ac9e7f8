import Network
import Theory

/// Lengths in the limit of great width, and what narrower layers add to it.
extension LengthPrediction {
  /// What becomes of the input beside another that is half as it, behind each activation and module.
  mutating func predictWide(
    _ layers: [Layer], _ initialization: Initialization, _ input: Input, _ extents: [Int]
  ) {
    guard let layers = try? initialization.prepared(layers) else { return }
    let moments = input.moments(extents)
    var propagation = Propagation(
      SignalPair(PairMoments(square: moments.length, correlation: 0.5)), into: layers,
      beginning: initialization, extents: extents)
    guard (try? propagation.pass(layers)) != nil else { return }
    wideMeans = propagation.steps.filter(\.layer.isHidden).map { $0.moments.first / moments.length }
    guard let lengths = Self.finiteWidth(layers, initialization, moments) else { return }
    means = lengths.map(\.mean)
    relativeDeviations = lengths.map(\.relativeDeviation)
    uncertainties = lengths.map(\.uncertainty)
  }

  /// M_j / M_0 of each layer to the first order in one over the widths; nil for other layers than products with independent weights and an
  /// activation of each number in turn, and where the first order tells nothing.
  ///
  /// - Parameter layers: The layers as `Initialization.prepared` gives them.
  static func finiteWidth(
    _ layers: [Layer], _ initialization: Initialization, _ input: InputMoments
  ) -> [FiniteWidth]? {
    let layers = layers.filter { $0.role != .reshaping }
    let (products, activations) = (
      layers.compactMap(\.product), layers.compactMap { $0.kind as? Activation }
    )
    let takeTurns = layers.enumerated().allSatisfy { $0.isMultiple(of: 2) == ($1.product != nil) }
    guard takeTurns, products.count == activations.count, layers.count == 2 * products.count,
      !initialization.isMirrored, !(initialization.scheme is any SettlingScheme),
      products.allSatisfy({ product in
        let (weights, biases) = (
          product.weights ?? initialization.weights, product.biases ?? initialization.biases
        )
        return product.window == nil && weights.excessKurtosis != nil && biases.isSymmetric
          && (!product.hasBias || biases.areNearlyNormal)
      })
    else { return nil }
    let moments = initialization.moments(of: layers)
    let lengths = FiniteWidth.perLayer(
      from: input, through: Array(zip(moments, activations.map(\.nonlinearity))))
    return lengths.allSatisfy(\.isTelling) ? lengths.map { $0 / input.length } : nil
  }
}

extension Initialization {
  /// What theory needs to know of each product with vectors, normal biases and ReLU where nobody says otherwise.
  func moments(of layers: [Layer]) -> [LayerMoments] {
    zip(layers.compactMap(\.product), secondMoments(of: layers)).map { product, secondMoment in
      let (weights, biases) = (product.weights ?? weights, product.biases ?? biases)
      return LayerMoments(
        width: product.outputs, fanIn: product.inputs, weightVariance: secondMoment,
        biasVariance: product.hasBias ? biases.biasSecondMoment(product.fans) : 0,
        weights: weights.isOrthogonal ? .orthonormal : .independent(excess: weights.excessKurtosis ?? 0))
    }
  }
}
