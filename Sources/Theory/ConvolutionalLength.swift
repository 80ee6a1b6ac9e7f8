/// The mean length of the features of a convolutional ReLU net, pixel by pixel.
///
/// With independent symmetric weights and zero biases the expected square of a feature at a pixel is half the gain
/// times the mean of the squares under its filter, so the map of mean squares is smoothed by a box as wide as the
/// filter, layer after layer. On a torus smoothing keeps the total: circular padding is exact at every depth. Beyond a
/// border of zeros there is nothing to average: energy leaks out, more with every layer.
/// Source: own derivation; the gain is paper A's (Hanin & Rolnick 2018, figure 4).
public enum ConvolutionalLength {
  /// What lies beyond the border.
  public enum Border: Hashable, Sendable {
    /// Zeros.
    case zero
    /// The image again.
    case circular
  }

  /// E[M_1] … E[M_d] of layers of one filter size and stride 1.
  ///
  /// - Parameters:
  ///   - map: The input's squares, averaged over its channels, [height, width] row by row.
  ///   - gains: fan-in · Var[w] of each layer, the whole receptive field counted.
  ///   - kernel: The side of a filter, an odd number of pixels.
  public static func perLayer(
    from map: [Double], height: Int, width: Int, through gains: [Double], kernel: Int, border: Border
  ) -> [Double] {
    precondition(map.count == height * width, "\(map.count) squares for \(height) × \(width) pixels")
    precondition(kernel > 0 && kernel % 2 == 1, "a filter without a middle")
    if border == .circular {
      var mean = map.reduce(0, +) / Double(map.count)
      return gains.map { gain in
        mean *= gain / 2
        return mean
      }
    }
    var map = map
    return gains.map { gain in
      map = smoothed(map, height: height, width: width, kernel: kernel).map { gain / 2 * $0 }
      return map.reduce(0, +) / Double(map.count)
    }
  }

  /// A bound from above on the standard deviation of M_j / E[M_j], j = 1 … d, for normal weights and any padding.
  ///
  /// Given the layer before, the features of a layer are independent, and two pixels of one feature are correlated at
  /// most fully; so a layer multiplies second moments by at most 1 + 5 / features, what a fully connected layer of as
  /// many units does. A constant image reaches the bound, and natural images are smooth enough to come near it: to a
  /// convolutional net's fluctuations its width is its number of features, not of features times pixels.
  public static func relativeDeviationBounds(features: [Int]) -> [Double] {
    SecondMoment.relativeDeviations(widths: features)
  }

  /// The mean under a box about each pixel, along rows and then along columns, with zeros beyond the border.
  private static func smoothed(_ map: [Double], height: Int, width: Int, kernel: Int) -> [Double] {
    let reach = kernel / 2
    func line(_ count: Int, _ value: (Int) -> Double) -> [Double] {
      (0..<count).map { middle in
        (max(0, middle - reach)...min(count - 1, middle + reach)).reduce(0) { $0 + value($1) }
          / Double(kernel)
      }
    }
    let rows = (0..<height).flatMap { row in line(width) { map[row * width + $0] } }
    var result = rows
    for column in 0..<width {
      for (row, value) in line(height, { rows[$0 * width + column] }).enumerated() {
        result[row * width + column] = value
      }
    }
    return result
  }
}
