import Foundation
import Numbers

/// Lengths in a fully connected ReLU net of mirrored normal weights, which begins as a linear net of half the
/// widths; biases are zero.
///
/// A hidden layer of n units puts out the positive and the negative parts of one vector of n / 2 numbers,
/// whose squared length is theirs together, and which a Gaussian matrix takes to the next one. So a layer
/// multiplies the mean length by M_l / M_{l−1} = (gain / n) χ²_{n/2}, of no fewer degrees of freedom for any
/// input: no layer is silent. What the layers' moments say of the form of their weights' law is of no
/// account.
/// Source: Burkholz & Dubatovka 2019 for the net; the moments are those of χ².
public enum MirroredLength {
  /// The standard deviation of M_j / E[M_j] of each layer: Π (1 + 4/n_j) − 1 is its square, a little less
  /// than of weights that are not mirrored.
  ///
  /// Complexity: O(d).
  public static func relativeDeviations(widths: [Int]) -> [Double] {
    var product = 1.0
    return widths.map { width in
      precondition(width > 1, "a mirrored layer has two units or more")
      product *= 1 + 4 / Double(width)
      return (product - 1).squareRoot()
    }
  }

  /// The mean and variance of ln(M_j / M_0) for every layer j.
  ///
  /// Complexity: O(d).
  public static func logLengths(through layers: [LayerMoments]) -> [LogLength] {
    var sum = LogLength(mean: 0, variance: 0)
    return layers.map { layer in
      let halfDegrees = Double(layer.width) / 4
      sum.mean += log(layer.gain / Double(layer.width)) + log(2) + SpecialFunctions.digamma(halfDegrees)
      sum.variance += SpecialFunctions.trigamma(halfDegrees)
      return sum
    }
  }
}
