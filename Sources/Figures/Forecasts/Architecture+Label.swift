import Network

extension Architecture {
  /// The family and its sizes in a few words: depth × width.
  package var label: String {
    switch self {
    case .fullyConnected(let network):
      let widths = network.widths.map(String.init).joined(separator: ",")
      return switch network.family {
      case .constant: "fc \(network.depth)×\(widths)"
      case .square: "fc \(network.depth)×\(network.depth)"
      case .alternating: "fc \(network.depth)×(\(widths))"
      case .halves: "fc \(network.depth)×(\(widths)) in halves"
      case .explicit: "fc \(widths)"
      }
    case .residual(let network):
      return "resnet-fc \(network.modules)×\(network.width), scale \(network.scale.rawValue)"
    case .convolutional(let network):
      return "conv \(network.depth)×\(network.layerFeatures), \(network.padding.rawValue) padding"
    case .convolutionalResidual(let network):
      let features = network.features.map(String.init).joined(separator: ",")
      return "resnet-conv \(network.modulesPerStage)×(\(features)), scale \(network.scale.rawValue)"
    }
  }
}
