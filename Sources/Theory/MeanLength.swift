import Foundation

/// The mean length E[M_j] of the activations of a net of ReLU layers, M_j = ‖act_j‖² / n_j.
///
/// A pre-activation is symmetric about zero, so the ReLU keeps exactly half of its second moment, whatever
/// the law. Hence E[M_j] = (fan-in · Var[w] · E[M_{j−1}] + Var[b]) / 2 with no approximation: failure mode 1
/// is this product leaving 1. Exact for fully connected layers and for circularly padded convolutions; zero
/// padding loses energy at the border and lies below.
/// Source: Hanin & Rolnick 2018, section on FM1 for fully connected nets.
public enum MeanLength {
  /// E[M_1], …, E[M_d] for an input of mean length `start` = ‖x‖² / n_0.
  ///
  /// One value a layer, in the order of `layers`.
  public static func perLayer(from start: Double, through layers: [LayerMoments]) -> [Double] {
    precondition(start >= 0, "a mean length is not negative")
    var length = start
    return layers.map { layer in
      length = (layer.gain * length + layer.biasVariance) / 2
      return length
    }
  }

  /// E[M_d] / M_0 = (gain / 2)^d for `depth` layers of one gain = fan-in · Var[w] and zero biases.
  ///
  /// 1 at every depth for He; 0.5^d for LeCun and for Glorot on square layers; 2^d for doubled He.
  public static func growth(gain: Double, depth: Int) -> Double {
    precondition(gain >= 0 && depth >= 0, "gain and depth are not negative")
    return pow(gain / 2, Double(depth))
  }
}
