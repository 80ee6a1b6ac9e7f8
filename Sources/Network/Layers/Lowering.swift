import Autodiff
import Numbers

/// The recording of layers as operations, with the parameters that they need.
public struct Lowering {
  private(set) var recording: Recording
  private(set) var parameters: [Network.Parameter] = []
  private(set) var constants: [Network.Constant] = []
  /// What each product puts out, with its biases.
  private(set) var outputs: [Value] = []
  /// What is measured of the layers.
  private(set) var measured = MeasuredLayers<Value, Network.MeasuredLayer.Output>()
  /// The name of the last layer with weights, for messages about those after it.
  private var place = "input"

  init(_ recording: Recording) {
    self.recording = recording
  }

  /// Records layers one after another, and returns what the last of them gives.
  ///
  /// - Throws: `ShapeError` where two do not fit together.
  public mutating func record(_ layers: [Layer], after stream: Value) throws(ShapeError) -> Value {
    var stream = stream
    for layer in layers { stream = try layer.kind.record(after: stream, by: &self) }
    return stream
  }

  /// Records an operation of values.
  ///
  /// - Parameter place: What messages call it; the last layer with weights unless said.
  /// - Throws: `ShapeError` where it does not fit.
  public mutating func apply(
    _ operation: any Operation, to inputs: Value..., place: String? = nil
  ) throws(ShapeError) -> Value {
    try recording.apply(operation, to: inputs, layer: place ?? self.place)
  }

  /// Records an activation, with which the layer of a product before it ends.
  ///
  /// - Throws: `ShapeError` where it does not fit.
  mutating func activate(
    _ operation: any Operation, called word: String, after stream: Value
  ) throws(ShapeError) -> Value {
    let output = try apply(operation, to: stream)
    measured.end(word, measurable(output, of: stream, operation as? any ActivationFunction))
    return output
  }

  /// Begins a path beside others, such as a module's branch.
  mutating func beginPath() { measured.part() }

  /// Ends the paths of a module with their sum.
  mutating func endPaths(of name: String, with sum: Value) {
    measured.add(name, measurable(sum, of: sum, nil))
  }

  private func measurable(
    _ value: Value, of input: Value, _ function: (any ActivationFunction)?
  ) -> Network.MeasuredLayer.Output {
    Network.MeasuredLayer.Output(
      value: value, input: input, units: shape(of: value).extents.first ?? 1, function: function)
  }

  /// Declares an array that a layer's operations keep from one batch to the next.
  ///
  /// - Parameter start: The number that all places hold at first.
  public mutating func state(_ shape: Shape, name: String, beginning start: Real) -> Value {
    beginning(recording.state(shape, name: name), with: start)
  }

  /// Declares an array that a layer learns and that nothing is drawn for, such as a gain.
  ///
  /// - Parameter start: The number that all places hold at first.
  public mutating func parameter(_ shape: Shape, name: String, beginning start: Real) -> Value {
    beginning(recording.parameter(shape, name: name), with: start)
  }

  /// Declares an array that one operation's forward pass leaves for its backward pass.
  public mutating func memo(_ shape: Shape) -> Value { recording.memo(shape) }

  /// The shape of a value.
  public func shape(of value: Value) -> Shape { recording.shape(of: value) }

  private mutating func standardized(_ weights: Value, of product: Product) throws(ShapeError) -> Value {
    guard product.window?.isStandardized == true else { return weights }
    let gains = parameter(.fixed(product.outputs), name: "\(product.name).gain", beginning: 1)
    return try apply(StandardizedWeights(), to: weights, gains, memo(.fixed(2, product.outputs)))
  }

  private mutating func beginning(_ value: Value, with start: Real) -> Value {
    constants.append(Network.Constant(value: value, start: start))
    return value
  }

  /// Records a product with weights of a shape, and its biases.
  ///
  /// - Throws: `ShapeError` where it does not fit.
  public mutating func record(
    _ product: Product, _ operation: any Operation, weights shape: Shape, after stream: Value
  ) throws(ShapeError) -> Value {
    place = product.name
    let weights = recording.parameter(shape, name: "\(product.name).weight")
    parameters.append(Network.Parameter(product: product, value: weights, isBias: false))
    measured.begin(product, weights: weights)
    var output = try apply(operation, to: stream, try standardized(weights, of: product))
    if product.hasBias {
      let biases = recording.parameter(.fixed(product.outputs), name: "\(product.name).bias")
      parameters.append(Network.Parameter(product: product, value: biases, isBias: true))
      output = try apply(Bias(), to: output, biases)
    }
    outputs.append(output)
    return output
  }
}
