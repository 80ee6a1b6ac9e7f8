/// One layer as data: what it is and how large, before any weight exists.
///
/// What a kind of layer is stands with its own type, and nobody lists them all.
public struct Layer: Sendable {
  /// The layer as what it says of itself.
  public let kind: any LayerKind

  /// A layer of a kind.
  public init(_ kind: some LayerKind) {
    self.kind = kind
  }
}

extension Layer: Hashable {
  /// Whether both are of the same kind and sizes.
  public static func == (one: Layer, other: Layer) -> Bool {
    AnyHashable(one.kind) == AnyHashable(other.kind)
  }

  /// Mixes in the kind and its sizes.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(kind)) }
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
    if case .residual(let module) = role { module } else { nil }
  }

  /// All layers in it that are no modules, those of a branch before those of its shortcut; itself where it is none.
  package var parts: [Layer] { module.map { $0.layers.flatMap(\.parts) } ?? [self] }

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

  /// Whether it is, or holds, a normalisation over the batch.
  public var normalizesBatches: Bool {
    parts.contains { $0.kind is BatchNormalization }
  }

  /// Whether it multiplies numbers by random factors, or holds a layer that does.
  public var isNoisy: Bool {
    parts.contains { $0.kind is MultiplicativeNoise }
  }

  /// The roles of the layer and of all layers in it.
  public var roles: [Role] { [role] + (module?.layers.flatMap(\.roles) ?? []) }

  /// Whether a hidden layer ends with it: it is an activation or a residual module.
  package var isHidden: Bool {
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
