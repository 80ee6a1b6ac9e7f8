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
      switch layer.role {
      case .activation(.relu): isRectified = true
      case .product(let product):
        // A ReLU keeps half of the mean square of what it is given.
        if isRectified { gain /= 2 }
        isRectified = false
        gain *= product.gain(weights)
      case .activation, .reshaping, .averaging, .residual, .other: return nil
      }
    }
    let shortcut = module.shortcut.compactMap(\.product)
    guard shortcut.count == module.shortcut.count else { return nil }
    self.init(
      scale: module.scale, gain: gain, isRectified: isRectified, shortcutGain: shortcut.first?.gain(weights))
  }
}
