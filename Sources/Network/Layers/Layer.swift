import Autodiff

/// One layer as data: what it is and how large, before any weight exists.
///
/// What a kind of layer is stands with its own type; this list and ``kind`` are all that names them all.
public indirect enum Layer: Hashable, Sendable {
  /// A product with weights, and biases where it has them.
  case linear(Linear)
  /// Filters over images, and biases where it has them.
  case convolution(ConvolutionLayer)
  /// A nonlinearity.
  case activation(Activation)
  /// Images as vectors.
  case flatten
  /// The mean of each channel: [c, h, w] becomes [c].
  case globalAveragePool
  /// The sum of a shortcut and a scaled branch, both given the same input.
  case residual(Residual)

  /// The layer as what it says of itself.
  public var kind: any LayerKind {
    switch self {
    case .linear(let layer): layer
    case .convolution(let layer): layer
    case .activation(let activation): activation
    case .flatten: Flattening()
    case .globalAveragePool: GlobalAveragePooling()
    case .residual(let module): module
    }
  }
}

extension Layer {
  /// What the layer computes, as initialisation, theory and the counting of regions see it.
  public var role: Role { kind.role }

  /// The product with weights that it is; nil for other layers.
  public var product: Product? {
    if case .product(let product) = role { product } else { nil }
  }

  /// The residual module that it is; nil for other layers.
  public var module: Residual? {
    if case .residual(let module) = self { module } else { nil }
  }

  /// The products in it, those of a module's branch before those of its shortcut.
  public var products: [Product] {
    if let module {
      module.layers.flatMap(\.products)
    } else {
      product.map { [$0] } ?? []
    }
  }

  /// The activations in it, in the same order.
  public var activations: [Activation] {
    switch role {
    case .activation(let activation): [activation]
    case .residual(let module): module.layers.flatMap(\.activations)
    case .product, .reshaping, .averaging, .other: []
    }
  }

  /// Whether a hidden layer ends with it: it is an activation or a residual module.
  var isHidden: Bool {
    switch role {
    case .activation, .residual: true
    case .product, .reshaping, .averaging, .other: false
    }
  }
}

extension Layer: CustomStringConvertible {
  /// The layer as a line of a listing; a module's branch follows on lines of its own.
  public var description: String { kind.listing }
}
