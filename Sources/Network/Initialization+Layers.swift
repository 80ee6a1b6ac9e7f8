extension Initialization {
  /// Sees that the layers can begin so.
  ///
  /// - Throws: `ArchitectureError` that names the first layer that cannot be mirrored: of an odd number of units, behind
  ///   another activation than a rectifier, or a residual module; or the biases, which must be zero.
  public func check(_ layers: [Layer]) throws(ArchitectureError) {
    guard isMirrored else { return }
    if biases != .zero {
      throw ArchitectureError(
        field: "biases", expected: "constant:0.0 beside mirrored weights", found: biases.law.rawValue)
    }
    let sides = Mirroring.sides(of: layers)
    var place = "input"
    for layer in layers {
      switch layer {
      case .linear(let layer):
        place = layer.name
        if sides[place]?.outputs == true { try requireEven(layer.outputs, "units", place) }
      case .convolution(let layer):
        place = layer.name
        if sides[place]?.outputs == true { try requireEven(layer.outputs, "features", place) }
      case .activation(let activation):
        if activation != .relu {
          throw ArchitectureError(
            field: place, expected: "relu behind mirrored weights", found: activation.rawValue)
        }
      case .residual(let module):
        throw ArchitectureError(
          field: module.name, expected: "a layer without a shortcut for mirrored weights",
          found: "a residual module")
      case .flatten, .globalAveragePool, .averagePool: break
      }
    }
  }

  /// E[w²] of the weights of each product outside residual modules, in their order.
  public func secondMoments(of layers: [Layer]) -> [Double] {
    let sides = Mirroring.sides(of: layers)
    return layers.compactMap { layer in
      switch layer {
      case .linear(let layer): secondMoment(layer.name, layer.fans, layer.weights, sides)
      case .convolution(let layer): secondMoment(layer.name, layer.fans, layer.weights, sides)
      case .activation, .flatten, .globalAveragePool, .averagePool, .residual: nil
      }
    }
  }

  private func secondMoment(
    _ name: String, _ fans: Fans, _ law: Initializer?, _ sides: [String: Mirroring]
  ) -> Double {
    let drawn = isMirrored ? sides[name]?.fans(fans) : nil
    return (law ?? weights).secondMoment(drawn ?? fans)
  }

  private func requireEven(_ count: Int, _ what: String, _ layer: String) throws(ArchitectureError) {
    if count % 2 != 0 {
      throw ArchitectureError(
        field: layer, expected: "an even number of \(what) for mirrored weights", found: "\(count)")
    }
  }
}
