import Forms

extension Architecture {
  /// The same network whose layers have no laws of their own, so that all begin as an initialisation says.
  package var withoutLaws: Architecture {
    guard var list = of(LayerList.self) else { return self }
    list.layers = list.layers.map(\.withoutLaws)
    list.parameters = list.parameters.mapValues(\.withoutLaws)
    return Architecture(list)
  }
}

extension JSONValue {
  /// Layers without what they say of their weights.
  fileprivate var withoutLaws: JSONValue {
    switch self {
    case .object(let fields): .object(fields.filter { $0.key != "weights" }.mapValues(\.withoutLaws))
    case .list(let items): .list(items.map(\.withoutLaws))
    default: self
    }
  }
}
