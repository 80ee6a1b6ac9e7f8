import Autodiff
import Randomness

/// Layers lowered to a recorded computation, and the knowledge of how to draw their weights.
public struct Network: Sendable {
  /// The input, one array an example.
  public let input: Value
  /// The last layer's output.
  public let output: Value
  /// What each hidden layer puts out, after its activation, first to last.
  public let activations: [Value]

  private let parameters: [Parameter]

  private struct Parameter {
    let layer: String
    let value: Value
    let fans: Fans
    let units: Int
    let isBias: Bool
  }

  /// Records the layers.
  ///
  /// - Parameter input: The extents of one example.
  /// - Throws: `ShapeError` where two layers do not fit together.
  public init(_ layers: [Layer], input extents: [Int], into recording: inout Recording) throws(ShapeError) {
    var parameters: [Parameter] = []
    var activations: [Value] = []
    input = recording.input(Shape(isBatched: true, extents: extents), name: "input")
    var stream = input
    var place = "input"
    for layer in layers {
      switch layer {
      case .linear(let name, let inputs, let outputs, let hasBias):
        place = name
        let fans = Fans(fanIn: inputs, fanOut: outputs)
        let weights = recording.parameter(.fixed(outputs, inputs), name: "\(name).weight")
        parameters.append(Parameter(layer: name, value: weights, fans: fans, units: outputs, isBias: false))
        stream = try recording.apply(MatMul(), to: stream, weights, layer: name)
        if hasBias {
          let biases = recording.parameter(.fixed(outputs), name: "\(name).bias")
          parameters.append(Parameter(layer: name, value: biases, fans: fans, units: outputs, isBias: true))
          stream = try recording.apply(Bias(), to: stream, biases, layer: name)
        }
      case .activation(let activation):
        stream = try activation.record(after: stream, layer: place, into: &recording)
        activations.append(stream)
      case .flatten:
        stream = try recording.apply(Flatten(), to: stream, layer: place)
      }
    }
    output = stream
    self.activations = activations
    self.parameters = parameters
  }

  /// Draws all weights and biases; what a layer gets depends on the key and the layer's name alone.
  public func initialize(
    _ workspace: inout Workspace, with initialization: Initialization, from key: RandomKey
  ) {
    for parameter in parameters {
      let law = parameter.isBias ? initialization.biases : initialization.weights
      let key = key[parameter.isBias ? "biases" : "weights"][parameter.layer]
      workspace.write(parameter.value) {
        law.fill(&$0, units: parameter.units, fans: parameter.fans, from: key)
      }
    }
  }
}

extension Activation {
  fileprivate func record(
    after stream: Value, layer: String, into recording: inout Recording
  ) throws(ShapeError) -> Value {
    switch self {
    case .relu: try recording.apply(ReLU(), to: stream, layer: layer)
    case .leakyReLU(let slope): try recording.apply(LeakyReLU(slope: Real(slope)), to: stream, layer: layer)
    case .tanh: try recording.apply(Tanh(), to: stream, layer: layer)
    }
  }
}
