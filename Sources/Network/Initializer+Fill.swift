import Autodiff
import Randomness

extension Initializer {
  /// Draws the weights of a layer.
  ///
  /// - Parameters:
  ///   - weights: Row-major; the first extent is the layer's units, `units` of them.
  ///   - key: What is drawn depends on this key and on nothing else.
  public func fill(_ weights: inout MutableSpan<Real>, units: Int, fans: Fans, from key: RandomKey) {
    let deviation = nominalDeviation(fans)
    switch law {
    case .normal:
      key.fillNormal(&weights, deviation: Real(deviation))
    case .uniform:
      key.fillUniform(&weights, bound: Real((3.0).squareRoot() * deviation))
    case .truncatedNormal(let corrected):
      let correction = corrected ? Self.truncatedVariance.squareRoot() : 1
      key.fillTruncatedNormal(&weights, deviation: Real(deviation / correction), cut: 2)
    case .orthogonal:
      key.fillNormal(&weights, deviation: 1)
      orthonormalize(&weights, rows: units, columns: weights.count / units)
      let scale = Real(gain.squareRoot())
      for i in weights.indices { weights[i] *= scale }
    case .constant(let value):
      for i in weights.indices { weights[i] = Real(value) }
    }
  }
}
