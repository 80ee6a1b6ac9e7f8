import Autodiff
import Forms
import Foundation
import Network
import Numbers
import Randomness
import Testing
import Theory

@Suite struct CriticalVarianceTests {
  private let critical = PopularInitialization.critical.initialization

  private func layers(_ activation: String, drop: String = "none", norm: String = "none") throws -> [Layer] {
    var list = try #require(ReadyNetwork.network(named: "mlp:30"))
    let changes: [String: JSONValue] = [
      "activation": .text(activation), "drop": .text(drop), "norm": .text(norm),
    ]
    list.parameters.merge(changes) { $1 }
    return try critical.prepared(list.layers(input: [100], classes: 10))
  }

  private func laws(_ layers: [Layer]) -> [(weights: Double, biases: Double)] {
    layers.flatMap(\.products).map { ($0.weights?.gain ?? .nan, $0.biases?.gain ?? 0) }
  }

  @Test(arguments: [
    ("relu", 2, 0), ("leaky-relu:0.5", 1.6, 0), ("tanh", 1.7610, 0.05), ("elu", 1.5337, 0.05),
    ("gelu", 1.9626, 0.2310), ("identity", 1, 0),
  ])
  func variancesAreThoseOfTheActivationBefore(activation: String, weights: Double, biases: Double) throws {
    let laws = try laws(layers(activation))
    #expect(laws.count == 31)
    #expect(laws[0] == (1, 0))
    for law in laws.dropFirst() {
      #expect(abs(law.weights - weights) < 1e-4 && abs(law.biases - biases) < 1e-3)
    }
  }

  /// With dropout of a half ReLU needs half of He's variance (Pretorius et al. 2018).
  @Test func noiseBeforeAProductCounts() throws {
    for law in try laws(layers("relu", drop: "dropout:0.5")).dropFirst() {
      #expect(abs(law.weights - 1) < 1e-12 && law.biases == 0)
    }
    let tanh = try laws(layers("tanh", drop: "dropout:0.2"))[1]
    #expect(tanh.weights < 1.7 && tanh.biases == 0.05)
  }

  @Test(arguments: [
    ("relu", "none"), ("tanh", "none"), ("erf", "none"), ("sigmoid", "none"), ("relu", "dropout:0.3"),
    ("leaky-relu:0.1", "noise:0.5"),
  ])
  func gradientsAreKeptThroughTheNetwork(activation: String, drop: String) throws {
    let layers = try layers(activation, drop: drop)
    // Lengths have come to their fixed point behind ten layers.
    var propagation = Propagation(
      SignalPair(PairMoments(square: 1, correlation: 0.5)), into: layers, beginning: critical, extents: [100])
    try propagation.pass(layers)
    let factors = propagation.steps.map(\.backward.mean)
    let perLayer = drop == "none" ? 2 : 3
    let hidden = factors.dropLast().suffix(10 * perLayer)
    #expect(abs(hidden.reduce(1, *) - 1) < 1e-2)
  }

  @Test func aProductBehindNoActivationKeepsLengths() throws {
    for law in try laws(layers("tanh", norm: "layer-norm")) where law.biases == 0 {
      #expect(law.weights == 1)
    }
    let list = LayerList(layers: [
      .object(["linear": .integer(8)]),
      .object([
        "residual": .list([.text("relu"), .object(["linear": .integer(8)])]),
        "shortcut": .list([.object(["linear": .integer(8)])]),
      ]),
      .object(["linear": .integer(8)]), .text("relu"), .text("layer-norm"),
      .object(["linear": .text("classes")]),
    ])
    let laws = try laws(critical.prepared(list.layers(input: [5], classes: 3)))
    #expect(laws.map(\.weights) == [1, 2, 1, 1, 1] && laws.allSatisfy { $0.biases == 0 })
  }

  @Test func biasesAreDrawnByTheirOwnLaw() throws {
    var recording = Recording()
    let layers = try FullyConnected(.constant, depth: 2, widths: [4000], activation: .tanh)
      .layers(input: [5], classes: 3)
    let network = try Network(layers, beginning: critical, input: [5], into: &recording)
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
    network.initialize(&workspace, from: RandomKey(seed: 1))
    let arrays = Dictionary(
      uniqueKeysWithValues: workspace.plan.parameters.map { ($0.name, workspace.rows(of: $0.value)) })
    #expect(try #require(arrays["hidden1.bias"]).allSatisfy { $0 == 0 })
    let biases = try #require(arrays["hidden2.bias"]).map { Double($0) }
    let square = biases.reduce(0) { $0 + $1 * $1 } / 4000
    #expect(abs(square / 0.05 - 1) < 5 * (2.0 / 4000).squareRoot())
  }

  @Test func whatHasNoCriticalLineIsRefused() {
    #expect(
      throws: ArchitectureError(
        field: "linear2", expected: "an activation before it that is critical", found: "softplus")
    ) { try layers("softplus") }
    let list = LayerList(layers: [
      .object(["linear": .integer(8)]), .text("gelu"),
      .object(["linear": .text("classes"), "bias": .flag(false)]),
    ])
    #expect(
      throws: ArchitectureError(
        field: "linear2", expected: "an activation before it that is critical without biases", found: "gelu")
    ) { try critical.prepared(list.layers(input: [5], classes: 3)) }
  }

  @Test func deepNetworksTakeNoLongerThanTheirActivations() throws {
    var list = try #require(ReadyNetwork.network(named: "mlp:1000"))
    list.parameters["activation"] = .text("tanh")
    let start = ContinuousClock.now
    _ = try critical.prepared(list.layers(input: [100], classes: 10))
    #expect(start.duration(to: .now) < .seconds(1))
  }
}
