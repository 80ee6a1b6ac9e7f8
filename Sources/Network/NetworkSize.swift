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
    if let module = layer.module {
      for path in [module.branch, module.shortcut] {
        var inner = extents
        for layer in path { add(layer, &inner) }
      }
    }
    parameters += Double(layer.kind.parameterCount(after: extents))
    guard let output = try? layer.kind.extents(after: extents) else { return }
    extents = output
    if layer.role != .reshaping { activations += Self.count(output) }
    guard let product = layer.product else { return }
    let weights = Double(product.fans.fanIn) * Double(product.outputs)
    parameters += weights + (product.hasBias ? Double(product.outputs) : 0)
    multiplications += weights * Self.count(output) / Double(product.outputs)
  }

  private static func count(_ extents: [Int]) -> Double {
    extents.reduce(1) { $0 * Double($1) }
  }
}
