import Autodiff

/// The recording of layers as operations, with the parameters that they need.
struct Lowering {
  private(set) var recording: Recording
  private(set) var parameters: [Network.Parameter] = []
  /// The name of the last layer with weights, for messages about those after it.
  private var place = "input"

  init(_ recording: Recording) {
    self.recording = recording
  }

  /// Records a layer and returns its output.
  mutating func record(_ layer: Layer, after stream: Value) throws(ShapeError) -> Value {
    switch layer {
    case .linear(let layer):
      let weights = Shape.fixed(layer.outputs, layer.inputs)
      return try record(
        MatMul(), weights, layer.name, layer.fans, hasBias: layer.hasBias, law: layer.weights, after: stream)
    case .convolution(let layer):
      let weights = Shape.fixed(layer.outputs, layer.inputs, layer.kernel, layer.kernel)
      return try record(
        Convolution(stride: layer.stride, padding: layer.padding), weights, layer.name, layer.fans,
        hasBias: layer.hasBias, law: layer.weights, after: stream)
    case .activation(.relu): return try recording.apply(ReLU(), to: stream, layer: place)
    case .activation(.leakyReLU(let slope)):
      return try recording.apply(LeakyReLU(slope: Real(slope)), to: stream, layer: place)
    case .activation(.tanh): return try recording.apply(Tanh(), to: stream, layer: place)
    case .flatten: return try recording.apply(Flatten(), to: stream, layer: place)
    case .globalAveragePool: return try recording.apply(GlobalAveragePool(), to: stream, layer: place)
    case .averagePool(let window):
      return try recording.apply(AveragePool(window: window, stride: window), to: stream, layer: place)
    case .residual(let module): return try record(module, after: stream)
    }
  }

  /// A product with weights, and a bias.
  private mutating func record(
    _ product: some Operation, _ shape: Shape, _ name: String, _ fans: Fans, hasBias: Bool, law: Initializer?,
    after stream: Value
  ) throws(ShapeError) -> Value {
    place = name
    let units = shape.extents[0]
    let kernel = shape.extents.count > 2 ? shape.extents[2] : 1
    let weights = recording.parameter(shape, name: "\(name).weight")
    parameters.append(
      Network.Parameter(
        layer: name, value: weights, fans: fans, units: units, isBias: false, kernel: kernel, law: law))
    let output = try recording.apply(product, to: stream, weights, layer: name)
    guard hasBias else { return output }
    let biases = recording.parameter(.fixed(units), name: "\(name).bias")
    parameters.append(
      Network.Parameter(
        layer: name, value: biases, fans: fans, units: units, isBias: true, kernel: 1, law: nil))
    return try recording.apply(Bias(), to: output, biases, layer: name)
  }

  private mutating func record(_ module: Layer.Residual, after stream: Value) throws(ShapeError) -> Value {
    var shortcut = stream
    for layer in module.shortcut { shortcut = try record(layer, after: shortcut) }
    var branch = stream
    for layer in module.branch { branch = try record(layer, after: branch) }
    if module.scale != 1 {
      branch = try recording.apply(Scale(by: Real(module.scale)), to: branch, layer: module.name)
    }
    return try recording.apply(Add(), to: branch, shortcut, layer: module.name)
  }
}
