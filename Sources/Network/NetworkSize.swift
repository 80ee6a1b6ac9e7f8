import Autodiff

/// How large a network is, read off its layers before anything of it is laid out.
///
/// Counts are floating-point numbers, since layers may be described that no machine holds.
public struct NetworkSize: Hashable, Sendable {
  /// The number of layers, those within residual modules too.
  public private(set) var layers = 0.0
  /// The number of weights and biases.
  public private(set) var parameters = 0.0
  /// How many numbers all layers put out for one example.
  public private(set) var activations = 0.0
  /// How many multiplications one example takes, forwards.
  public private(set) var multiplications = 0.0

  /// How many numbers the last layer puts out.
  public private(set) var outputs = 0.0

  /// The size of a network for inputs of these extents; layers that do not fit together count nothing.
  public init(_ layers: [Layer], input extents: [Int]) {
    var extents = extents
    for layer in layers { add(layer, &extents) }
    outputs = Self.count(extents)
  }

  /// Takes in a layer; `extents` become those of its output.
  private mutating func add(_ layer: Layer, _ extents: inout [Int]) {
    layers += 1
    switch layer {
    case .linear(let layer):
      extents = [layer.outputs]
      add(inputs: layer.inputs, outputs: layer.outputs, places: 1)
    case .convolution(let layer):
      guard let image = try? ImageExtents(extents), let output = try? image.after(layer) else { return }
      extents = [output.channels, output.height, output.width]
      add(inputs: layer.fans.fanIn, outputs: layer.outputs, places: Double(output.height * output.width))
    case .activation: activations += Self.count(extents)
    case .flatten: extents = [extents.reduce(1, *)]
    case .globalAveragePool: extents = Array(extents.prefix(1))
    case .averagePool(let window): extents = extents.prefix(1) + extents.dropFirst().map { $0 / window }
    case .residual(let module):
      var shortcut = extents
      for layer in module.branch { add(layer, &extents) }
      for layer in module.shortcut { add(layer, &shortcut) }
      activations += Self.count(extents)
    }
  }

  /// Takes in a product whose units, each with a bias, look at so many inputs in so many places.
  private mutating func add(inputs: Int, outputs: Int, places: Double) {
    let weights = Double(inputs) * Double(outputs)
    parameters += weights + Double(outputs)
    activations += Double(outputs) * places
    multiplications += weights * places
  }

  private static func count(_ extents: [Int]) -> Double {
    extents.reduce(1) { $0 * Double($1) }
  }
}
