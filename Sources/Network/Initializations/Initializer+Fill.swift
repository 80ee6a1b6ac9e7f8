import Autodiff
import Numbers
import Randomness

extension Initializer {
  /// Draws the weights of a layer.
  ///
  /// - Parameters:
  ///   - weights: Row-major; the first extent is the layer's units, `units` of them.
  ///   - kernel: The side of a filter, whose pixels are the last two extents; 1 for a product with vectors.
  ///   - groups: In how many groups of their own inputs the units come; each is a matrix of its own.
  ///   - key: What is drawn depends on this key and on nothing else.
  public func fill(
    _ weights: inout MutableSpan<Real>, units: Int, fans: Fans, kernel: Int = 1, groups: Int = 1,
    from key: RandomKey
  ) {
    let deviation = nominalDeviation(fans)
    switch law {
    case .normal:
      key.fillNormal(&weights, deviation: Real(deviation))
    case .uniform:
      key.fillUniform(&weights, bound: Real((3.0).squareRoot() * deviation))
    case .laplace:
      key.fillLaplace(&weights, deviation: Real(deviation))
    case .truncatedNormal(let corrected):
      let correction = corrected ? Self.truncatedVariance.squareRoot() : 1
      key.fillTruncatedNormal(&weights, deviation: Real(deviation / correction), cut: 2)
    case .orthogonal:
      fillOrthogonal(&weights, units: units, groups: groups, from: key)
    case .deltaOrthogonal:
      let pixels = kernel * kernel
      var middles = [Real](repeating: 0, count: weights.count / pixels)
      var span = middles.mutableSpan
      fillOrthogonal(&span, units: units, groups: groups, from: key)
      let middle = Self.middle(kernel)
      for i in weights.indices { weights[i] = i % pixels == middle ? middles[i / pixels] : 0 }
    case .identity:
      let (row, pixels) = (weights.count / units, kernel * kernel)
      let (own, middle) = (units / groups, Self.middle(kernel))
      for i in weights.indices { weights[i] = 0 }
      for unit in 0..<units where unit % own < row / pixels {
        weights[unit * row + unit % own * pixels + middle] = Real(gain.squareRoot())
      }
    case .constant(let value):
      for i in weights.indices { weights[i] = Real(value) }
    }
  }

  /// Which of a filter's pixels lies at the place of its output: a convolution's window begins so many rows and columns before
  /// it.
  private static func middle(_ kernel: Int) -> Int { (kernel - 1) / 2 * (kernel + 1) }

  /// √gain times orthonormal rows of each group, or columns where those are fewer.
  private func fillOrthogonal(
    _ weights: inout MutableSpan<Real>, units: Int, groups: Int, from key: RandomKey
  ) {
    key.fillNormal(&weights, deviation: 1)
    let scale = Real(gain.squareRoot())
    let size = weights.count / groups
    for start in stride(from: 0, to: weights.count, by: size) {
      var matrix = (0..<size).map { weights[start + $0] }
      var span = matrix.mutableSpan
      orthonormalize(&span, rows: units / groups, columns: weights.count / units)
      for i in 0..<size { weights[start + i] = span[i] * scale }
    }
  }
}
