extension Initialization {
  /// Sees that the layers can begin so.
  ///
  /// - Throws: `ArchitectureError` that names the first layer that cannot be mirrored: of an odd number of units, in groups,
  ///   behind another activation than a rectifier, or a residual module; or the biases, which must be zero.
  public func check(_ layers: [Layer]) throws(ArchitectureError) {
    guard isMirrored else { return }
    if biases != .zero {
      throw ArchitectureError(
        field: "biases", expected: "constant:0.0 beside mirrored weights", found: biases.law.rawValue)
    }
    let sides = Mirroring.sides(of: layers)
    var place = "input"
    for layer in layers {
      switch layer.role {
      case .product(let product):
        place = product.name
        // The halves of a group's inputs are no opposite pairs.
        if product.groups > 1 {
          throw ArchitectureError(
            field: place, expected: "one group for mirrored weights", found: "\(product.groups)")
        }
        if sides[place]?.outputs == true {
          try requireEven(product.outputs, product.window == nil ? "units" : "features", place)
        }
      case .activation(.relu), .reshaping, .averaging: break
      case .activation(let activation):
        throw ArchitectureError(
          field: place, expected: "relu behind mirrored weights", found: activation.rawValue)
      case .residual(let module):
        throw ArchitectureError(
          field: module.name, expected: "a layer without a shortcut for mirrored weights",
          found: "a residual module")
      case .other:
        throw ArchitectureError(
          field: place, expected: "relu, means and other shapes alone behind mirrored weights",
          found: "\(layer)")
      }
    }
  }

  /// E[w²] of the weights of each product outside residual modules, in their order.
  public func secondMoments(of layers: [Layer]) -> [Double] {
    let sides = isMirrored ? Mirroring.sides(of: layers) : [:]
    return layers.compactMap(\.product).map { product in
      (product.weights ?? weights).secondMoment(sides[product.name]?.fans(product.fans) ?? product.fans)
    }
  }

  private func requireEven(_ count: Int, _ what: String, _ layer: String) throws(ArchitectureError) {
    if count % 2 != 0 {
      throw ArchitectureError(
        field: layer, expected: "an even number of \(what) for mirrored weights", found: "\(count)")
    }
  }
}
