import Network
import Numbers

/// The reading of layers, and of their weights by name, as a program.
struct LayerReader {
  var program: Program
  private let parameters: [String: [Double]]
  /// The last layer with weights, for messages about those after it.
  private var place = "input"

  init(_ parameters: [String: [Double]], inputs: Int) {
    self.parameters = parameters
    program = Program(inputs: inputs)
  }

  /// Reads layers one after another and returns the last one's vector.
  mutating func read(_ layers: [Layer], after vector: Int) throws(RegionError) -> Int {
    var vector = vector
    for layer in layers { vector = try read(layer, after: vector) }
    return vector
  }

  private mutating func read(_ layer: Layer, after vector: Int) throws(RegionError) -> Int {
    switch layer.role {
    case .product(let product):
      place = product.name
      let found = program.widths[vector]
      if product.window == nil, product.inputs != found {
        throw RegionError(name: product.name, expected: "\(product.inputs) inputs", found: "\(found)")
      }
      let (rows, biases) = try numbers(of: product)
      return program.linear(Program.Weights(rows, biases: biases), after: vector)
    case .activation(let activation):
      guard let slope = activation.negativeSlope else {
        throw unfit("\(place)'s activation", activation.rawValue)
      }
      try requireFinite([slope], "\(place)'s slope")
      return program.rectify(vector, slope: Double(Real(slope)))
    case .reshaping: return vector
    case .residual(let module): return try read(module, after: vector)
    case .averaging, .other: throw unfit("the layer after \(place)", "\(layer)")
    }
  }

  private mutating func read(_ module: Layer.Residual, after vector: Int) throws(RegionError) -> Int {
    let shortcut = try read(module.shortcut, after: vector)
    let branch = try read(module.branch, after: vector)
    let (found, expected) = (program.widths[branch], program.widths[shortcut])
    if found != expected {
      throw RegionError(name: module.name, expected: "a branch of width \(expected)", found: "\(found)")
    }
    let scale = Double(Real(module.scale))
    try requireFinite([scale], "\(module.name)'s scale")
    return program.add(branch: branch, scale: scale, shortcut: shortcut)
  }

  /// A fully connected layer's weights, unit by unit, and its biases.
  func numbers(of product: Product) throws(RegionError) -> (rows: [Double], biases: [Double]) {
    if product.window != nil { throw unfit(product.name, "a convolution") }
    let rows = try numbers("\(product.name).weight", count: product.inputs * product.outputs)
    guard product.hasBias else { return (rows, Array(repeating: 0, count: product.outputs)) }
    return (rows, try numbers("\(product.name).bias", count: product.outputs))
  }

  private func numbers(_ name: String, count: Int) throws(RegionError) -> [Double] {
    guard let numbers = parameters[name] else {
      throw RegionError(name: name, expected: "\(count) numbers in the workspace", found: "none")
    }
    try requireCount(numbers.count, like: count, name)
    try requireFinite(numbers, name)
    return numbers
  }

  private func unfit(_ name: String, _ found: String) -> RegionError {
    RegionError(
      name: name, expected: "a fully connected, ReLU, leaky ReLU, flatten or residual layer", found: found)
  }
}
