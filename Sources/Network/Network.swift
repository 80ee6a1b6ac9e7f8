import Autodiff
import Numbers
import Randomness

/// Layers lowered to a recorded computation, and how they begin.
///
/// It is made only of layers that can begin so, and nothing else draws weights.
public struct Network: Sendable {
  /// The input, one array an example; a vector where the first layer is to flatten it.
  public let input: Value
  /// The last layer's output.
  public let output: Value
  /// What each hidden layer puts out, first to last: the values after each activation and each residual
  /// module, those inside a module left out.
  public let activations: [Value]

  /// The layers as they begin, with what the initialisation adds to them.
  public let layers: [Layer]

  /// What is measured of the layers while they learn, those inside modules too.
  public let measuredLayers: [MeasuredLayer]

  /// For each of `activations` what lies between the one before it and it, and last what lies behind them
  /// all.
  let segments: [Segment]

  /// What each product puts out, with its biases, in the order of recording.
  let productOutputs: [Value]
  let parameters: [Parameter]
  private let constants: [Constant]
  let initialization: Initialization

  /// Layers one after another, up to and with an activation or a residual module.
  struct Segment: Sendable {
    let biases: [Value]
    /// Whether the segment gives c f(x) for c x, for all c > 0, where its biases are multiplied by c too.
    let isHomogeneous: Bool
  }

  /// A product's weights or biases, and what it takes to draw them.
  struct Parameter: Sendable {
    let product: Product
    let value: Value
    let isBias: Bool
    /// How weights that are mirrored are made; nil for others.
    var mirroring: Mirroring?
  }

  /// An array of which all places begin with the same number, however a network begins.
  struct Constant: Sendable {
    let value: Value
    let start: Real
  }

  /// Records layers that are to begin so.
  ///
  /// - Parameters:
  ///   - extents: The extents of one example.
  ///   - isSettled: Whether the caller sees to a beginning that hangs on data (`Settling`).
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(
    _ layers: [Layer], beginning initialization: Initialization, input extents: [Int],
    into recording: inout Recording, isSettled: Bool = false
  ) throws {
    // Images that are flattened at once are better written as vectors.
    let isFlat = layers.first == .flatten
    let shape = isFlat ? Shape.batch(extents.reduce(1, *)) : Shape(isBatched: true, extents: extents)
    let input = recording.input(shape, name: "input")
    try self.init(
      Array(layers.dropFirst(isFlat ? 1 : 0)), beginning: initialization, from: input, into: &recording,
      isSettled: isSettled)
  }

  /// Records layers that are to begin so behind a value that has been recorded already, a batch of examples.
  ///
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(
    _ layers: [Layer], beginning initialization: Initialization, from input: Value,
    into recording: inout Recording, isSettled: Bool = false
  ) throws {
    if !isSettled { try initialization.requireNoData() }
    let layers = try initialization.prepared(layers)
    self.initialization = initialization
    self.layers = layers
    self.input = input
    var lowering = Lowering(recording)
    var stream = input
    var activations: [Value] = []
    var segments: [Segment] = []
    var (parameterCount, isHomogeneous) = (0, true)
    func endSegment() {
      let biases = lowering.parameters[parameterCount...].filter(\.isBias).map(\.value)
      segments.append(Segment(biases: biases, isHomogeneous: isHomogeneous))
      (parameterCount, isHomogeneous) = (lowering.parameters.count, true)
    }
    for layer in layers {
      stream = try lowering.record([layer], after: stream)
      isHomogeneous = isHomogeneous && layer.kind.isHomogeneous
      guard layer.isHidden else { continue }
      activations.append(stream)
      endSegment()
    }
    endSegment()
    output = stream
    self.segments = segments
    self.activations = activations
    let sides = initialization.isMirrored ? Mirroring.sides(of: layers) : [:]
    parameters = lowering.parameters.map { parameter in
      var parameter = parameter
      if !parameter.isBias { parameter.mirroring = sides[parameter.product.name] }
      return parameter
    }
    constants = lowering.constants
    productOutputs = lowering.outputs
    measuredLayers = lowering.measured.all.map {
      MeasuredLayer(name: $0.name, weights: $0.weights, output: $0.output)
    }
    recording = lowering.recording
  }

  /// Draws all weights and biases, and writes what begins with a number; what a layer gets depends on the key and the layer's name alone.
  public func initialize(_ workspace: inout Workspace, from key: RandomKey) {
    for constant in constants {
      workspace.write(constant.value) { numbers in
        for i in numbers.indices { numbers[i] = constant.start }
      }
    }
    let (weights, biases) = (key["weights"], key["biases"])
    for parameter in parameters {
      let product = parameter.product
      let law =
        parameter.isBias
        ? product.biases ?? initialization.biases : product.weights ?? initialization.weights
      let key = (parameter.isBias ? biases : weights)[product.name]
      let (units, fans) = (product.outputs, product.fans)
      workspace.write(parameter.value) {
        if let mirroring = parameter.mirroring {
          mirroring.fill(&$0, by: law, units: units, fans: fans, kernel: product.kernel, from: key)
        } else {
          let (kernel, groups) = parameter.isBias ? (1, 1) : (product.kernel, product.groups)
          law.fill(&$0, units: units, fans: fans, kernel: kernel, groups: groups, from: key)
        }
      }
    }
  }
}
