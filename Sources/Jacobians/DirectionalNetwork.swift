import Autodiff
import Network
import Numbers
import Randomness

/// ReLU networks of one sort, drawn one after another, with what their Jacobian makes of one direction and the gradients of single
/// weights.
///
/// The input and the direction go forwards side by side (`TangentRectifier`), so that a network costs one pass and not one an
/// output. However deep it is, numbers stay in the range of `Real` (`ScaledPass`).
public struct DirectionalNetwork: ~Copyable {
  private let network: Network
  private let weights: [Value]
  private let hasGradients: Bool
  private var workspace: Workspace
  private var pass: ScaledPass

  /// What one network makes of a direction.
  public struct Draw: Sendable {
    /// ‖Ju‖², J being the Jacobian from the input to the last hidden layer.
    public let square: ScaledNumber
    /// The squared gradient of the output with respect to the first weight of the first unit, hidden layer by hidden layer;
    /// empty where none was asked for.
    public let gradients: [ScaledNumber]
  }

  /// Records layers that are to begin so.
  ///
  /// - Parameters:
  ///   - layers: Products with vectors, and ReLU; behind them one linear output where there are to be gradients.
  ///   - input: The numbers of the input.
  ///   - direction: As many numbers.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(
    _ layers: [Layer], beginning initialization: Initialization, input: [Real], direction: [Real]
  ) throws {
    precondition(
      input.count == direction.count, "\(direction.count) numbers of a direction, \(input.count) of an input")
    var recording = Recording()
    let layers = layers.map { $0.role == .activation(.relu) ? Layer(TangentRectifier()) : $0 }
    let network = try Network(layers, beginning: initialization, input: [input.count], into: &recording)
    var pullback: (cotangents: Value, loss: Value)?
    if layers.last?.isHidden == false {
      let cotangents = recording.input(recording.shape(of: network.output), name: "cotangents")
      let loss = try recording.apply(InnerProduct(), to: network.output, cotangents, layer: "pullback")
      pullback = (cotangents, loss)
    }
    let plan = Plan(recording, loss: pullback?.loss, keeping: network.activations + [network.output])
    var workspace = Workspace(plan, capacity: 2)
    workspace.isTraining = false
    workspace.rows = 2
    workspace.fill(network.input, with: (input + direction).span)
    // The output of the input counts, that of the direction does not.
    if let pullback { workspace.fill(pullback.cotangents, with: ([1, 0] as [Real]).span) }
    pass = ScaledPass(network, plan)
    weights = network.measuredLayers.compactMap(\.weights)
    hasGradients = pullback != nil
    self.network = network
    self.workspace = workspace
  }

  /// Draws all weights and biases, and measures.
  public mutating func draw(from key: RandomKey) -> Draw {
    network.initialize(&workspace, from: key)
    pass.forward(&workspace)
    let last = workspace.rows(of: network.activations[network.activations.count - 1])
    let square = last[(last.count / 2)...].reduce(0) { $0 + Double($1) * Double($1) }
    var gradients: [ScaledNumber] = []
    if hasGradients {
      gradients = Array(repeating: ScaledNumber(0), count: network.activations.count)
      _ = pass.backward(&workspace) { layer, exponent, workspace in
        guard layer < gradients.count else { return }
        let gradient = workspace.readGradient(of: weights[layer]) { Double($0[0]) }
        gradients[layer] = ScaledNumber(gradient * gradient, exponent: -2 * exponent)
      }
    }
    return Draw(square: ScaledNumber(square, exponent: -2 * pass.exponent), gradients: gradients)
  }

  /// The numbers of weights as they were drawn, such as those of `hidden1.weight`; nil where there are none of the name.
  public func weights(_ name: String) -> [Real]? {
    workspace.plan.parameters.first { $0.name == name }.map { workspace.rows(of: $0.value) }
  }
}
