/// How the branch of a residual module ends.
public enum BranchEnd: String, CaseIterable, Codable, Sendable {
  /// With an activation, as in paper A.
  case activation
  /// With its last product.
  case linear
  /// With its last product, whose weights begin at zero, so that every module begins as the identity (Zhang et al.
  /// 2019, Fixup).
  case zero
}

/// The layers of a module's branch: products with activations between, and the end that was asked for.
func branch(
  layers count: Int, _ activation: Activation, _ end: BranchEnd, product: (Int, Initializer?) -> Layer
) -> [Layer] {
  (0..<count).flatMap { layer -> [Layer] in
    if layer + 1 < count { return [product(layer, nil), .activation(activation)] }
    switch end {
    case .activation: return [product(layer, nil), .activation(activation)]
    case .linear: return [product(layer, nil)]
    case .zero: return [product(layer, .zero)]
    }
  }
}
