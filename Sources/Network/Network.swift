import Autodiff
import Randomness

/// Layers lowered to a recorded computation, and the knowledge of how to draw their weights.
public struct Network: Sendable {
  /// The input, one array an example; a vector where the first layer is to flatten it.
  public let input: Value
  /// The last layer's output.
  public let output: Value
  /// What each hidden layer puts out, first to last: the values after each activation and each residual
  /// module, those inside a module left out.
  public let activations: [Value]

  /// For each of `activations` what lies between the one before it and it, and last what lies behind them
  /// all.
  let segments: [Segment]

  private let parameters: [Parameter]

  /// Layers one after another, up to and with an activation or a residual module.
  struct Segment: Sendable {
    let biases: [Value]
    /// Whether the segment gives c f(x) for c x, for all c > 0, where its biases are multiplied by c too.
    let isHomogeneous: Bool
  }

  /// A layer's weights or biases, and what it takes to draw them.
  struct Parameter: Sendable {
    let layer: String
    let value: Value
    let fans: Fans
    let units: Int
    let isBias: Bool
    /// The side of a filter; 1 for a product with vectors.
    let kernel: Int
    /// How weights that are mirrored are made; nil in residual modules.
    var mirroring: Mirroring?
    /// The law, where it is not the network's own.
    let law: Initializer?
  }

  /// Records the layers.
  ///
  /// - Parameter input: The extents of one example.
  /// - Throws: `ShapeError` where two layers do not fit together.
  public init(_ layers: [Layer], input extents: [Int], into recording: inout Recording) throws(ShapeError) {
    // Images that are flattened at once are better written as vectors.
    let isFlat = layers.first == .flatten
    let shape = isFlat ? Shape.batch(extents.reduce(1, *)) : Shape(isBatched: true, extents: extents)
    let input = recording.input(shape, name: "input")
    try self.init(Array(layers.dropFirst(isFlat ? 1 : 0)), from: input, into: &recording)
  }

  /// Records the layers behind a value that has been recorded already, a batch of examples.
  ///
  /// - Throws: `ShapeError` where two layers do not fit together.
  public init(_ layers: [Layer], from input: Value, into recording: inout Recording) throws(ShapeError) {
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
      stream = try lowering.record(layer, after: stream)
      isHomogeneous = isHomogeneous && layer.isHomogeneous
      switch layer {
      case .activation, .residual:
        activations.append(stream)
        endSegment()
      case .linear, .convolution, .flatten, .globalAveragePool, .averagePool: break
      }
    }
    endSegment()
    output = stream
    self.segments = segments
    self.activations = activations
    let sides = Mirroring.sides(of: layers)
    parameters = lowering.parameters.map { parameter in
      var parameter = parameter
      parameter.mirroring = sides[parameter.layer]
      return parameter
    }
    recording = lowering.recording
  }

  /// Draws all weights and biases; what a layer gets depends on the key and the layer's name alone.
  ///
  /// The layers must fit the initialisation, as `Initialization.check` sees to.
  public func initialize(
    _ workspace: inout Workspace, with initialization: Initialization, from key: RandomKey
  ) {
    let (weights, biases) = (key["weights"], key["biases"])
    for parameter in parameters {
      let law = parameter.law ?? (parameter.isBias ? initialization.biases : initialization.weights)
      let key = (parameter.isBias ? biases : weights)[parameter.layer]
      workspace.write(parameter.value) {
        let (units, fans, kernel) = (parameter.units, parameter.fans, parameter.kernel)
        if initialization.isMirrored, !parameter.isBias {
          guard let mirroring = parameter.mirroring else {
            preconditionFailure("layer '\(parameter.layer)' cannot be mirrored")
          }
          mirroring.fill(&$0, by: law, units: units, fans: fans, kernel: kernel, from: key)
        } else {
          law.fill(&$0, units: units, fans: fans, kernel: kernel, from: key)
        }
      }
    }
  }
}
