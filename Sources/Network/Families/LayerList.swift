import Forms
import Wording

/// A network of one's own: a list of layers, with parameters that a sweep may vary.
public struct LayerList: NetworkFamily {
  /// Numbers, words and layers by names of one's own, which layers may use in the place of their own.
  public var parameters: [String: JSONValue]
  /// The layers, as `LayerNotation` reads them.
  public var layers: [JSONValue]

  /// A list of layers.
  public init(parameters: [String: JSONValue] = [:], layers: [JSONValue]) {
    self.parameters = parameters
    self.layers = layers
  }

  /// The layers of a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - input: The extents of one input.
  ///   - classes: What the name `classes` means; nil for a network that ends with its last hidden layer.
  /// - Throws: `ArchitectureError` for the first layer that there cannot be.
  public func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer] {
    for name in ["classes", "index", "none", "same"] where parameters[name] != nil {
      throw ArchitectureError(
        field: "parameters", expected: "other names than classes, index, none and same", found: name.quoted)
    }
    var notation = LayerNotation(parameters: parameters, classes: classes ?? 1)
    var extents = input
    let layers = try notation.layers(self.layers, at: "layers", extents: &extents)
    if let classes {
      guard extents == [classes] else {
        throw ArchitectureError(
          field: "layers", expected: "a last layer of \(classes) units, one a class", found: text(extents))
      }
      return layers
    }
    guard let last = layers.lastIndex(where: \.isHidden) else {
      throw ArchitectureError(field: "layers", expected: "a hidden layer", found: "none")
    }
    return Array(layers[...last])
  }
}

extension LayerList: Codable {
  private enum CodingKeys: String, CodingKey {
    case parameters
    case layers
  }

  /// Reads layers, and parameters where there are any.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      parameters: try container.decodeIfPresent([String: JSONValue].self, forKey: .parameters) ?? [:],
      layers: try container.decode([JSONValue].self, forKey: .layers))
  }
}

extension LayerList {
  /// The name in files and on the command line.
  public static let name = "layers"

  /// Ten layers of ten rectifiers.
  public static let standard = LayerList(
    layers: [
      .text("flatten"),
      .object([
        "repeat": .integer(10), "of": .list([.object(["linear": .integer(10)]), .text("relu")]),
      ]), .object(["linear": .text("classes")]),
    ])

  /// Parameters and layers.
  public static var fields: [ValueForm.Field] {
    [
      .init(
        "parameters", .map(.anything),
        "Numbers, words and layers by names of one's own, which layers may use in the place of their own."),
      .init("layers", .list(.anything, least: 1), "The layers, one after another."),
    ]
  }

  /// No one activation.
  public var hiddenActivation: Activation? { nil }

  /// The number of activations and residual modules, those inside modules left out.
  public func layerCount() throws(ArchitectureError) -> Int {
    var notation = LayerNotation(parameters: parameters, classes: 1)
    return try notation.hiddenCount(layers, at: "layers")
  }

  /// Layers have widths of their own.
  public func layerWidths() -> [Int]? { nil }

  /// The numbers and words of the parameters.
  public var summary: String { "layers: \(settings)" }

  /// The same in a few words.
  public var label: String { "layers \(settings)" }

  private var settings: String {
    let said = parameters.sorted { $0.key < $1.key }.filter { $0.value.values == nil }
    return said.map { "\($0.key) \($0.value.summary)" }.joined(separator: ", ")
  }

  /// The parameter `depth`, where it has one.
  public var depthPerStage: Int? {
    guard case .integer(let depth)? = parameters["depth"] else { return nil }
    return depth
  }

  /// The same network with another number for its parameter `depth`, where it has one.
  public func withDepth(_ depth: Int) -> LayerList {
    var network = self
    if parameters["depth"] != nil { network.parameters["depth"] = .integer(depth) }
    return network
  }
}
