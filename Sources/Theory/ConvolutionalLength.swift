/// The mean length of the features of a convolutional net of rectifiers, pixel by pixel, exact for filters of
/// any side.
///
/// With symmetric weights and zero biases the expected square of a feature at a pixel is half the gain (for a
/// leaky rectifier, its share) times the mean of the squares under its filter: independent weights add up
/// squares, and rows or columns that are orthonormal, uniform among such, have no preferred direction. So the
/// map of mean squares is smoothed by a box as wide as the filter, layer after layer. On a torus smoothing
/// keeps the total, also of filters without a middle or larger than the image: circular padding is exact at
/// every depth. Beyond a border of zeros there is nothing to average: energy leaks out, more with every
/// layer.
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
  ///   - kernel: The side of a filter; one of an even side reaches a pixel further on than back.
  public static func perLayer(
    from map: [Double], height: Int, width: Int, through gains: [Double], kernel: Int, border: Border,
    rectifier: Rectifier = .relu
  ) -> [Double] {
    precondition(map.count == height * width, "\(map.count) squares for \(height) × \(width) pixels")
    precondition(kernel > 0, "a filter has at least one pixel")
    let kept = rectifier.keptSquare
    if border == .circular {
      var mean = map.reduce(0, +) / Double(map.count)
      return gains.map { gain in
        mean *= gain * kept
        return mean
      }
    }
    var map = map
    return gains.map { gain in
      map = smoothed(map, height: height, width: width, kernel: kernel).map { gain * kept * $0 }
      return map.reduce(0, +) / Double(map.count)
    }
  }

  /// A bound from above on the standard deviation of M_j / E[M_j], j = 1 … d, for any padding and independent
  /// weights that are normal or have lighter tails.
  ///
  /// Given the layer before, the features of a layer are independent, and two pixels of one feature are
  /// correlated at most fully; so a layer multiplies second moments by at most 1 + 5 / features, what a fully
  /// connected layer of as many units does. A constant image reaches the bound with normal weights, and
  /// natural images are smooth enough to come near it: to a convolutional net's fluctuations its width is its
  /// number of features, not of features times pixels.
  public static func relativeDeviationBounds(features: [Int], rectifier: Rectifier = .relu) -> [Double] {
    SecondMoment.relativeDeviations(widths: features, rectifier: rectifier)
  }

  /// The mean under a box about each pixel, along rows and then along columns, with zeros beyond the border.
  private static func smoothed(_ map: [Double], height: Int, width: Int, kernel: Int) -> [Double] {
    let (before, after) = ((kernel - 1) / 2, kernel / 2)
    func line(_ count: Int, _ value: (Int) -> Double) -> [Double] {
      (0..<count).map { middle in
        (max(0, middle - before)...min(count - 1, middle + after)).reduce(0) { $0 + value($1) }
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
