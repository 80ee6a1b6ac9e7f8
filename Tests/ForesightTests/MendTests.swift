import Foresight
import Forms
import Network
import Testing

@Suite struct MendTests {
  /// Those of which theory knows something, and whose variance follows a layer's size.
  private static let initializations = PopularInitialization.allCases.map(\.initialization).filter {
    $0.scheme == nil && $0.weights.isSymmetric && $0.weights.fan != .one
  }

  /// Networks with each trouble under one initialisation or another.
  private static let architectures: [Architecture] = [
    .fullyConnected(FullyConnected(.square, depth: 30)),
    .fullyConnected(FullyConnected(.constant, depth: 40, widths: [12])),
    .fullyConnected(FullyConnected(.alternating, depth: 60, widths: [30, 10])),
    .fullyConnected(FullyConnected(.halves, depth: 30, widths: [4, 9])),
    .fullyConnected(
      FullyConnected(.constant, depth: 50, widths: [8], activation: .leakyReLU(slope: 0.4))),
    .fullyConnected(FullyConnected(.explicit, depth: 0, widths: [3, 50, 3, 4, 4, 100, 2])),
    .residual(ResidualNetwork(modules: 50, width: 5)),
    .residual(
      ResidualNetwork(
        modules: 30, width: 20, layersPerModule: 2, scale: .list(Array(repeating: 0.9, count: 30)))),
    .convolutional(ConvolutionalNetwork(depth: 60, features: 16, padding: .zero)),
    .convolutional(ConvolutionalNetwork(depth: 30)),
    .convolutionalResidual(ConvolutionalResidualNetwork(features: [8, 16], modulesPerStage: 12)),
    .fullyConnected(FullyConnected(.constant, depth: 40, widths: [200], activation: .tanh)),
    .fullyConnected(
      FullyConnected(.constant, depth: 6, widths: [100], activation: Activation(rawValue: "sigmoid") ?? .tanh)
    ),
  ]

  private func each(_ body: (Forecast) throws -> Void) throws {
    for architecture in Self.architectures {
      for initialization in Self.initializations {
        // Not every network can be mirrored.
        if initialization.isMirrored,
          (try? initialization.check(architecture.layers(input: [1, 28, 28], classes: nil))) == nil
        {
          continue
        }
        try body(Forecast(architecture, initialization, input: [1, 28, 28]))
      }
    }
  }

  @Test func everyMendIsConfirmedByAForecastOfItsOwn() throws {
    var seen = Set<Trouble>()
    try each { forecast in
      let before = Set(forecast.findings.map(\.trouble))
      for trouble in before {
        let mends = forecast.mends(of: trouble)
        #expect(
          !mends.isEmpty || before.count > 1, "\(forecast.architecture) \(forecast.initialization.name)")
        for mend in mends {
          let after = try Forecast(mend.architecture, mend.initialization, input: forecast.input)
          #expect(after.isKnown)
          #expect(!after.findings.map(\.trouble).contains(trouble))
          #expect(trouble == .equalUnits || before.isSuperset(of: after.findings.map(\.trouble)))
          #expect(
            mend.architecture != forecast.architecture || mend.initialization != forecast.initialization)
          seen.insert(trouble)
        }
      }
    }
    #expect(
      seen.isSuperset(of: [
        .vanishing, .exploding, .residualExplosion, .layerVariance, .deadLayers, .equalUnits, .gradientLoss,
      ]))
  }

  /// Troubles that a network of one's own has, and the first change that mends each.
  @Test(
    arguments: [
      (
        ["activation": .text("tanh"), "depth": .integer(40)], 5.0, Trouble.gradientExplosion,
        Mend.Change.initialization
      ),
      (["activation": .text("sigmoid"), "depth": .integer(5)], 4, .gradientLoss, .initialization),
      (
        ["norm": .text("batch-norm"), "depth": .integer(60)], 2, .normExplosion,
        .parameter("norm", "layer-norm")
      ),
      (["drop": .text("dropout:0.1"), "depth": .integer(40)], 2, .noise, .parameter("drop", "none")),
      (["activation": .text("tanh"), "depth": .integer(1)], 10_000, .saturation, .initialization),
      (["depth": .integer(400), "width": .integer(1000)], 2, .alikeInputs, .initialization),
    ] as [([String: JSONValue], Double, Trouble, Mend.Change)])
  func troublesOfListsOfLayersAreMended(
    parameters: [String: JSONValue], gain: Double, trouble: Trouble, change: Mend.Change
  ) throws {
    var network = try #require(ReadyNetwork.network(named: "mlp"))
    network.parameters.merge(parameters) { $1 }
    let forecast = try Forecast(
      Architecture(network), Initialization(weights: Initializer(gain: gain)), input: [1, 28, 28])
    #expect(forecast.findings.map(\.trouble).contains(trouble))
    let mend = try #require(forecast.mends(of: trouble).first)
    #expect(mend.change == change)
    let mended = try Forecast(mend.architecture, mend.initialization, input: [1, 28, 28])
    #expect(!mended.findings.map(\.trouble).contains(trouble))
  }

  /// What layers say of their weights gives way to an initialisation that mends them.
  @Test(arguments: ["relu", "tanh"])
  func lawsOfSingleLayersGiveWay(activation: String) throws {
    let network = LayerList(layers: [
      .text("flatten"),
      .object([
        "repeat": .integer(20),
        "of": .list([
          .object(["linear": .integer(100), "weights": .text("normal:0.03")]), .text(activation),
        ]),
      ]), .object(["linear": .text("classes"), "weights": .text("zeros")]),
    ])
    let forecast = try Forecast(
      Architecture(network), PopularInitialization.heNormal.initialization, input: [1, 28, 28])
    #expect(forecast.findings.map(\.trouble).contains(.vanishing))
    let mend = try #require(forecast.mends(of: .vanishing).first)
    #expect(mend.change == .initialization)
    let layers = try mend.architecture.layers(input: [1, 28, 28], classes: 10)
    #expect(layers.flatMap(\.products).count == 21)
    #expect(layers.flatMap(\.products).allSatisfy { $0.weights == nil })
  }

  @Test func everyCureLeavesNoTrouble() throws {
    try each { forecast in
      let cure = try #require(forecast.cure, "\(forecast.architecture) \(forecast.initialization.name)")
      guard let last = cure.last else {
        #expect(forecast.findings.isEmpty)
        return
      }
      #expect(try Forecast(last.architecture, last.initialization, input: forecast.input).findings.isEmpty)
    }
  }

  @Test func aLittleLessDoesNotMend() throws {
    let initialization = PopularInitialization.heNormal.initialization
    var tried = 0
    for architecture in Self.architectures {
      let forecast = try Forecast(architecture, initialization, input: [1, 28, 28])
      for mend in forecast.findings.flatMap({ forecast.mends(of: $0.trouble) }) {
        guard let less = aLittleLess(mend) else { continue }
        let findings = try Forecast(less, initialization, input: [1, 28, 28]).findings
        // The same trouble, or another that the mend had to keep off as well.
        #expect(!findings.isEmpty, "\(less.summary)")
        tried += 1
      }
    }
    #expect(tried >= 6)
  }

  /// The mended network with one step less of the mend, where widths are all the same.
  private func aLittleLess(_ mend: Mend) -> Architecture? {
    if var network = mend.architecture.of(FullyConnected.self), network.family == .constant,
      network.activation.negativeSlope != nil
    {
      switch mend.change {
      case .depth: network.depth += 1
      case .widths, .leastWidth: network.widths[0] -= 1
      case .weights, .initialization, .circularPadding, .scale, .parameter: return nil
      }
      return .fullyConnected(network)
    }
    guard var network = mend.architecture.of(ResidualNetwork.self) else { return nil }
    switch mend.change {
    case .depth where network.scale == .constant(1): network.modules += 1
    case .scale(.geometric(let base)): network.scale = .geometric(base + 0.01)
    case .scale(.constant(let scale)): network.scale = .constant(scale + 0.001)
    default: return nil
    }
    return .residual(network)
  }

  @Test func lecunIsMendedByTheRootOfTwo() throws {
    let forecast = try Forecast(
      Self.architectures[0], PopularInitialization.lecunUniform.initialization, input: [1, 28, 28])
    let mend = try #require(forecast.mends(of: .vanishing).first)
    #expect(mend.change == .weights(factor: (2.0).squareRoot()))
    #expect(mend.initialization == PopularInitialization.heUniform.initialization)
  }
}
