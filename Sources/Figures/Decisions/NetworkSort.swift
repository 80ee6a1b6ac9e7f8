import Network
import Wording

/// What sort of network layers make, as far as it decides which initialisation lets it start.
public struct NetworkSort: Hashable, Sendable {
  /// What it is called, such as `convolutional residual, batch norm`.
  public let name: String
  /// The number of products on the longest way from the input to the output.
  public let products: Int

  /// The sort of a network's layers.
  public init(_ layers: [Layer]) {
    let all = layers.flatMap(\.parts)
    let isConvolutional = all.contains { $0.product?.window != nil }
    let isResidual = layers.contains { $0.module != nil }
    let activations = distinct(all.flatMap(\.activations).map(\.rawValue)).filter {
      $0 != Activation.relu.rawValue
    }
    let parts =
      [isConvolutional ? "convolutional" : "fully connected", isResidual ? "residual" : nil]
      .compactMap(\.self).joined(separator: " ")
    let others =
      distinct(all.compactMap(\.normalization)) + activations
      + (all.contains(where: \.isNoisy) ? ["noise"] : [])
    name = ([parts] + others).joined(separator: ", ")
    products = layers.longestWay
  }

  /// How many layers with weights stand in one row of a decision table, at most, and above the last of these any number.
  static let bounds = [10, 30, 60]

  /// The numbers of layers that stand in one row with this.
  public var layers: String {
    let (place, bounds) = (place, Self.bounds)
    if place == bounds.count { return "over \(bounds[place - 1])" }
    return place == 0 ? "to \(bounds[0])" : "\(bounds[place - 1] + 1) to \(bounds[place])"
  }

  /// The row's place among those of fewer and more layers.
  var place: Int { Self.bounds.firstIndex { products <= $0 } ?? Self.bounds.count }
}

extension Layer {
  /// What normalisation it is; nil for other layers.
  fileprivate var normalization: String? {
    if kind is BatchNormalization { return "batch norm" }
    guard let norm = kind as? ExampleNormalization else { return nil }
    switch norm.form {
    case .layer: return "layer norm"
    case .group: return "group norm"
    case .rootMeanSquare: return "RMS norm"
    }
  }
}

extension [Layer] {
  /// The number of products on the longest way through the layers.
  fileprivate var longestWay: Int {
    reduce(0) { count, layer in
      if let module = layer.module {
        return count + Swift.max(module.branch.longestWay, module.shortcut.longestWay)
      }
      return count + (layer.product == nil ? 0 : 1)
    }
  }
}
