import Network
import Theory

extension JacobianMoments {
  /// What theory says of fully connected layers with rectifiers between; nil for others, for laws that are
  /// not symmetric, and for mirrored weights.
  ///
  /// Beyond second moments that is something for normal weights, ReLU and zero biases alone.
  public init?(_ layers: [Layer], _ initialization: Initialization) {
    let (weights, biases) = (initialization.weights, initialization.biases)
    guard weights.isSymmetric, biases.isSymmetric, !initialization.isMirrored,
      initialization.scheme == nil, initialization.laws.isEmpty
    else { return nil }
    var moments: [LayerMoments] = []
    var isRectified = true
    var isReLU = true
    for layer in layers {
      switch layer.role {
      case .reshaping where moments.isEmpty: break
      case .product(let product) where isRectified && product.window == nil && product.weights == nil:
        moments.append(
          LayerMoments(
            width: product.outputs, fanIn: product.inputs, weightVariance: weights.secondMoment(product.fans))
        )
        isRectified = false
      case .activation(let activation) where !isRectified:
        guard let slope = activation.negativeSlope else { return nil }
        moments[moments.count - 1].rectifier = Rectifier(slope: slope)
        isReLU = isReLU && slope == 0
        isRectified = true
      default: return nil
      }
    }
    guard let output = moments.popLast() else { return nil }
    self.init(
      hidden: moments, output: output, isRectified: isRectified,
      isNormal: weights.law == .normal && biases == .zero && isReLU)
  }
}
