import Foundation

/// The mean length E[M_j] of the activations of a net of layers of rectifiers, M_j = ‖act_j‖² / n_j.
///
/// A pre-activation is symmetric about zero, so ReLU keeps exactly half of its second moment, whatever the
/// law. Hence E[M_j] = (fan-in · Var[w] · E[M_{j−1}] + Var[b]) / 2 with no approximation: failure mode 1 is
/// this product leaving 1. A leaky unit of slope a keeps (1 + a²) / 2 in place of 1/2. Exact for fully
/// connected layers of any widths, whether their weights are independent, orthonormal or mirrored;
/// ``ConvolutionalLength`` is for convolutions.
/// Source: Hanin & Rolnick 2018, section on FM1 for fully connected nets; He et al. 2015 for leaky units.
public enum MeanLength {
  /// E[M_1], …, E[M_d] for an input of mean length `start` = ‖x‖² / n_0.
  ///
  /// One value a layer, in the order of `layers`.
  public static func perLayer(from start: Double, through layers: [LayerMoments]) -> [Double] {
    precondition(start >= 0, "a mean length is not negative")
    var length = start
    return layers.map { layer in
      length = layer.rectifier.keptSquare * (layer.gain * length + layer.biasVariance)
      return length
    }
  }

  /// E[M_d] / M_0 = (gain / 2)^d for `depth` ReLU layers of one gain = fan-in · Var[w] and zero biases.
  ///
  /// 1 at every depth for He; 0.5^d for LeCun and for Glorot on square layers; 2^d for doubled He.
  public static func growth(gain: Double, depth: Int) -> Double {
    precondition(gain >= 0 && depth >= 0, "gain and depth are not negative")
    return pow(gain / 2, Double(depth))
  }
}
