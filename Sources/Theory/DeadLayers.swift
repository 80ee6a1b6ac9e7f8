import Foundation

/// How likely it is that a whole ReLU layer is silent for a fixed input at initialisation.
///
/// In a fully connected layer with symmetric continuous weights, independent or orthonormal, and zero biases
/// each unit is silent with probability 1/2, independently of the others, whatever came before (as long as
/// that was not silent). A silent layer makes every later activation zero.
public enum DeadLayers {
  /// 2^−n, the probability that all `width` units of a layer are silent.
  public static func probability(width: Int) -> Double {
    precondition(width > 0, "a layer has at least one unit")
    return exp2(-Double(width))
  }

  /// 1 − Π (1 − 2^−n_j), the probability that at least one of the layers is silent.
  ///
  /// Accurate for wide nets too, where it is far below the rounding error of 1.
  public static func probability(anyOf widths: [Int]) -> Double {
    -expm1(widths.reduce(0) { $0 + log1p(-probability(width: $1)) })
  }

  /// The least width of `depth` equal layers of which any is silent with at most a probability.
  ///
  /// (1 − 2^−n)^d ≥ 1 − p, solved for n. Layers that are wider only lower the probability.
  public static func leastWidth(depth: Int, probability limit: Double) -> Int {
    precondition(depth > 0 && limit > 0 && limit < 1, "a probability between 0 and 1, and a layer")
    return max(1, Int((-log2(-expm1(log1p(-limit) / Double(depth)))).rounded(.up)))
  }
}
