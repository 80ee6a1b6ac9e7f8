import Network
import Theory

extension JacobianMoments {
  /// What theory says of fully connected ReLU layers one after another; nil for others, for biases, and for weights that
  /// are not normal or are mirrored.
  public init?(_ layers: [Layer], _ initialization: Initialization) {
    guard initialization.weights.law == .normal, initialization.biases == .zero, !initialization.isMirrored
    else { return nil }
    var moments: [LayerMoments] = []
    var isRectified = true
    for layer in layers {
      switch layer {
      case .flatten where moments.isEmpty: break
      case .linear(let layer) where isRectified && layer.weights == nil:
        moments.append(
          LayerMoments(
            width: layer.outputs, fanIn: layer.inputs,
            weightVariance: initialization.weights.secondMoment(layer.fans)))
        isRectified = false
      case .activation(.relu) where !isRectified: isRectified = true
      default: return nil
      }
    }
    guard let output = moments.popLast() else { return nil }
    self.init(hidden: moments, output: output, isRectified: isRectified)
  }
}
