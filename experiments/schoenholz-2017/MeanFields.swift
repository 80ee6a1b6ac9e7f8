import Network
import Synchronization
import Theory

/// Layers in the limit of great width by their numbers, with c*: each is found once, since its fixed points take a while.
enum MeanFields {
  private struct Key: Hashable {
    let activation: Activation
    let weights, biases, noise: Double
  }

  private static let known = Mutex<[Key: (layer: MeanField, star: Double?)]>([:])

  /// The layer of an activation and of these variances, and of noise of a second moment; its c* is nil where there is none.
  static func layer(
    _ activation: Activation, weights: Double, biases: Double, noise: Double = 1
  ) -> (layer: MeanField, star: Double?) {
    let key = Key(activation: activation, weights: weights, biases: biases, noise: noise)
    if let found = known.withLock({ $0[key] }) { return found }
    let layer = MeanField(activation.nonlinearity, weights: weights, biases: biases, noise: noise)
    let found = (layer, layer.fixedCorrelation)
    known.withLock { $0[key] = found }
    return found
  }
}
