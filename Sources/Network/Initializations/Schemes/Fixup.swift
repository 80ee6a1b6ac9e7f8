import Foundation

/// Residual networks that begin without normalisation as if they had it.
///
/// In each of L modules the last product of the branch is zero, and the weights of the m − 1 before it are L^(−1/(2 m − 2))
/// times what the law says; the network's last product is zero. A number that is learnt, 0 at first, is added before each
/// product and each activation but the network's first product, and behind each branch; a factor that is learnt, 1 at first,
/// multiplies the branch.
///
/// Source: Zhang, Dauphin & Ma 2019, *Fixup Initialization: Residual Learning Without Normalization*, section 3.
public struct Fixup: InitializationScheme {
  /// The scheme.
  public init() {}

  /// `fixup`.
  public var name: String { "fixup" }

  /// The layers with rescaled laws, and with the numbers that are learnt.
  ///
  /// - Throws: `ArchitectureError` where there is no residual module, or a normalisation somewhere.
  public func prepared(_ layers: [Layer], drawnBy law: Initializer) throws(ArchitectureError) -> [Layer] {
    if let norm = layers.flatMap(\.parts).first(where: { $0.kind is any NormalizationKind }) {
      throw ArchitectureError(
        field: "initialization", expected: "no normalisation for \(name)", found: "\(norm)")
    }
    let count = layers.count { $0.module != nil }
    let modules = try layers.changingModules(for: self) { change(&$0, of: count, drawnBy: law) }
    let last = modules.lastIndex { $0.product != nil }
    var shifts = 0
    var isFirstProduct = true
    return modules.enumerated().flatMap { place, layer -> [Layer] in
      let layer = place == last ? layer.begun(by: .zero) : layer
      let isShifted = layer.takesShift && !(layer.product != nil && isFirstProduct)
      if layer.product != nil { isFirstProduct = false }
      guard isShifted else { return [layer] }
      shifts += 1
      return [.scalar(Layer.LearntScalar(name: "fixup.shift\(shifts)", .shift)), layer]
    }
  }

  /// - Parameter count: How many modules there are.
  private func change(_ module: inout Layer.Residual, of count: Int, drawnBy law: Initializer) {
    let products = module.branch.indices.filter { module.branch[$0].product != nil }
    var shifts = 0
    let name = module.name
    func shift() -> Layer {
      shifts += 1
      return .scalar(Layer.LearntScalar(name: "\(name).shift\(shifts)", .shift))
    }
    var branch: [Layer] = []
    for (place, layer) in module.branch.enumerated() {
      if layer.takesShift { branch.append(shift()) }
      branch.append(
        layer.product.map { product in
          if place == products.last { return layer.begun(by: .zero) }
          var law = product.weights ?? law
          // The variance takes the square of the factor.
          law.gain *= pow(Double(count), -1 / Double(products.count - 1))
          return layer.begun(by: law)
        } ?? layer)
    }
    branch.append(.scalar(Layer.LearntScalar(name: "\(name).gain", .gain)))
    branch.append(shift())
    module.branch = branch
  }
}

extension Layer {
  /// Whether Fixup adds a number before it.
  fileprivate var takesShift: Bool {
    switch role {
    case .product, .activation: true
    case .reshaping, .averaging, .residual, .other: false
    }
  }
}
