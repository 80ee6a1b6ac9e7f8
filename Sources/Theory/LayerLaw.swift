import Foundation
import Numbers
import Randomness

/// The joint law of what the layers of a fully connected ReLU net put out for one input, over its normal
/// weights and biases.
///
/// Given the layer before, the units' inputs are independent normal numbers of mean 0 and variance
/// q_l = Var[w] ‖x_{l−1}‖² + Var[b]: the weights enter through the squared length alone. So a layer's output
/// is a vector of independent rectified normal numbers, given a squared length whose own law is a recursion,
/// ‖x_l‖² = q_l Σ max(0, g_i)², and no weight need be drawn: a layer costs its width, not its width squared.
/// Nothing is approximated. The mean-field law puts the mean in place of ‖x_{l−1}‖², which great width would
/// make certain.
/// Source: Burkholz & Dubatovka 2019, *Initialization of ReLUs for Dynamical Isometry*, section 2.
public struct LayerLaw: Hashable, Sendable {
  /// The layers, first to last.
  public let layers: [LayerMoments]

  /// Which law it is.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// That of nets of these widths.
    case exact
    /// The limit of great width, in which squared lengths are certain.
    case meanField = "mean-field"
  }

  /// The law of these layers, whose weights and biases are normal.
  public init(_ layers: [LayerMoments]) {
    precondition(!layers.isEmpty, "a net has at least one layer")
    precondition(
      layers.allSatisfy { $0.rectifier == .relu && $0.weights == .normal && $0.biasExcess == 0 },
      "the law is that of normal weights and ReLU")
    self.layers = layers
  }

  /// Draws what the last layer puts out, n_d numbers, for an input of squared length ‖x‖².
  ///
  /// - Parameter key: Settles the draw; layer l has the child of its number.
  public func draw(_ kind: Kind = .exact, squaredLength start: Double, from key: RandomKey) -> [Double] {
    precondition(start >= 0, "a squared length is not negative")
    var square = start
    var output: [Double] = []
    for (number, layer) in layers.enumerated() {
      let variance = layer.weightVariance * square + layer.biasVariance
      if kind == .exact || number + 1 == layers.count {
        output = rectified(layer.width, deviation: variance.squareRoot(), from: key[number])
      }
      square =
        kind == .exact ? output.reduce(0) { $0 + $1 * $1 } : Double(layer.width) * variance / 2
    }
    return output
  }

  /// E‖x_l‖² of each layer, which is the same by both laws.
  public func meanSquaredLengths(squaredLength start: Double) -> [Double] {
    var square = start
    return layers.map { layer in
      square = Double(layer.width) * (layer.weightVariance * square + layer.biasVariance) / 2
      return square
    }
  }

  private func rectified(_ count: Int, deviation: Double, from key: RandomKey) -> [Double] {
    var numbers = [Real](repeating: 0, count: count)
    var span = numbers.mutableSpan
    key.fillNormal(&span, deviation: 1)
    return numbers.map { deviation * max(0, Double($0)) }
  }
}
