import Network
import Theory

extension ResidualModule {
  /// What theory needs to know of a module as the network draws it; nil for what it does not describe.
  ///
  /// Biases are taken to be zero.
  init?(_ module: Layer.Residual, _ weights: Initializer) {
    guard module.scale >= 0, module.shortcut.count <= 1 else { return nil }
    var gain = 1.0
    var isRectified = false
    for layer in module.branch {
      switch layer {
      case .activation(.relu): isRectified = true
      case .linear, .convolution:
        // A ReLU keeps half of the mean square of what it is given.
        if isRectified { gain /= 2 }
        isRectified = false
        gain *= layer.gain(weights) ?? 1
      case .activation, .flatten, .globalAveragePool, .averagePool, .residual: return nil
      }
    }
    let shortcut = module.shortcut.first.map { $0.gain(weights) }
    if case .some(nil) = shortcut { return nil }
    self.init(
      scale: module.scale, gain: gain, isRectified: isRectified, shortcutGain: shortcut.flatMap { $0 })
  }
}

extension Layer {
  /// fan-in · E[w²] of a product; nil for other layers.
  func gain(_ weights: Initializer) -> Double? {
    switch self {
    case .linear(let layer): Double(layer.fans.fanIn) * (layer.weights ?? weights).secondMoment(layer.fans)
    case .convolution(let layer):
      Double(layer.fans.fanIn) * (layer.weights ?? weights).secondMoment(layer.fans)
    case .activation, .flatten, .globalAveragePool, .averagePool, .residual: nil
    }
  }
}
