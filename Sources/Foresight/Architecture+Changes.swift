import Network
import Theory

/// What the forecast asks of an architecture, and the changes by which troubles are mended.
extension Architecture {
  /// The rectifier behind the products, leaky or not; nil for other activations.
  package var rectifier: Rectifier? {
    let activation =
      switch self {
      case .fullyConnected(let network): network.activation
      case .residual(let network): network.activation
      case .convolutional(let network): network.activation
      case .convolutionalResidual(let network): network.activation
      }
    return activation.negativeSlope.map { Rectifier(slope: $0) }
  }

  /// The widths of the layers through whose rectifiers everything passes, features for convolutions; nil for
  /// residual networks and other activations.
  package func rectifiedWidths() throws(ArchitectureError) -> [Int]? {
    guard rectifier != nil else { return nil }
    switch self {
    case .fullyConnected(let network): return try network.hiddenWidths()
    case .convolutional(let network): return Array(repeating: network.layerFeatures, count: network.depth)
    case .residual, .convolutionalResidual: return nil
    }
  }

  /// η_1 … η_L; nil for networks without modules.
  package func residualScales() throws(ArchitectureError) -> [Double]? {
    switch self {
    case .residual(let network): try network.scale.values(modules: network.modules)
    case .convolutionalResidual(let network): try network.scale.values(modules: network.modules)
    case .fullyConnected, .convolutional: nil
    }
  }

  /// The same with circular padding; nil where no zeros pad convolutions one after another.
  var onTorus: Architecture? {
    guard case .convolutional(var network) = self, network.padding == .zero else { return nil }
    network.padding = .circular
    return .convolutional(network)
  }

  /// The same widths or features with another depth; of stages, modules in each.
  func withDepth(_ depth: Int) -> Architecture {
    switch self {
    case .fullyConnected(var network):
      if network.family == .square { (network.family, network.widths) = (.constant, [network.depth]) }
      if network.family == .explicit { network.widths = Array(network.widths.prefix(depth)) }
      network.depth = depth
      return .fullyConnected(network)
    case .convolutional(var network):
      network.features = network.layerFeatures
      network.depth = depth
      return .convolutional(network)
    case .residual(var network):
      network.scale = network.scale.prefix(depth)
      network.modules = depth
      return .residual(network)
    case .convolutionalResidual(var network):
      network.scale = network.scale.prefix(depth * network.features.count)
      network.modulesPerStage = depth
      return .convolutionalResidual(network)
    }
  }

  /// The depth that ``withDepth(_:)`` changes.
  var ownDepth: Int? {
    if case .convolutionalResidual(let network) = self { network.modulesPerStage } else { try? depth() }
  }

  /// The same with other widths or features, layer by layer; nil for residual networks.
  func withWidths(_ change: ([Int]) -> [Int]) -> Architecture? {
    guard let widths = try? rectifiedWidths() else { return nil }
    let changed = change(widths)
    switch self {
    case .fullyConnected(var network):
      switch network.family {
      case .square: (network.family, network.widths) = (.constant, [changed[0]])
      case .explicit: network.widths = changed
      case .constant, .alternating, .halves:
        // Equal widths change alike, so that the family stays.
        let pairs = Dictionary(zip(widths, changed)) { first, _ in first }
        network.widths = network.widths.map { pairs[$0] ?? $0 }
      }
      return .fullyConnected(network)
    case .convolutional(var network):
      network.features = changed[0]
      return .convolutional(network)
    case .residual, .convolutionalResidual: return nil
    }
  }

  /// The same with other residual scales; nil for networks without modules.
  func withScale(_ scale: ResidualScale) -> Architecture? {
    switch self {
    case .residual(var network):
      network.scale = scale
      return .residual(network)
    case .convolutionalResidual(var network):
      network.scale = scale
      return .convolutionalResidual(network)
    case .fullyConnected, .convolutional: return nil
    }
  }
}

extension ResidualScale {
  /// The scales of the first modules alone.
  fileprivate func prefix(_ count: Int) -> ResidualScale {
    if case .list(let scales) = self { .list(Array(scales.prefix(count))) } else { self }
  }
}
