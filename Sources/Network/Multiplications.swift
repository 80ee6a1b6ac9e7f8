/// How many multiplications the layers take for one example, forwards.
///
/// - Parameter extents: The extents of one input. Layers that do not fit together count nothing.
public func multiplications(_ layers: [Layer], input extents: [Int]) -> Int {
  var extents = extents
  return layers.reduce(0) { $0 + multiplications($1, &extents) }
}

/// The multiplications of one layer; `extents` become those of its output.
private func multiplications(_ layer: Layer, _ extents: inout [Int]) -> Int {
  switch layer {
  case .linear(let layer):
    extents = [layer.outputs]
    return layer.inputs * layer.outputs
  case .convolution(let layer):
    guard let image = try? ImageExtents(extents), let output = try? image.after(layer) else { return 0 }
    extents = [output.channels, output.height, output.width]
    return output.size * layer.fans.fanIn
  case .activation: return 0
  case .flatten:
    extents = [extents.reduce(1, *)]
    return 0
  case .globalAveragePool:
    extents = Array(extents.prefix(1))
    return 0
  case .averagePool(let window):
    extents = extents.prefix(1) + extents.dropFirst().map { $0 / window }
    return 0
  case .residual(let module):
    var shortcut = extents
    let branch = module.branch.reduce(0) { $0 + multiplications($1, &extents) }
    return branch + module.shortcut.reduce(0) { $0 + multiplications($1, &shortcut) }
  }
}
