import Autodiff
import Forms
import Network
import Numbers
import Randomness
import TestSupport
import Testing

/// What initialisations do to a network's layers besides drawing weights.
@Suite struct SchemeTests {
  private static func resnet(_ name: String = "resnet:14", norm: String = "none") throws -> [Layer] {
    var list = try #require(ReadyNetwork.network(named: name))
    list.parameters.merge(["norm": .text(norm), "width": .integer(4)]) { $1 }
    return try list.layers(input: [3, 16, 16], classes: 10)
  }

  /// The network's arrays by name, and what it answers.
  private static func begun(
    _ layers: [Layer], _ named: PopularInitialization
  ) throws -> (arrays: [String: [Double]], output: [Real]) {
    var recording = Recording()
    let network = try Network(layers, beginning: named.initialization, input: [3, 16, 16], into: &recording)
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 4)
    network.initialize(&workspace, from: RandomKey(seed: 3))
    workspace.set(network.input, to: OperationProbe.normalNumbers(4 * 768, RandomKey(seed: 4)))
    workspace.forward()
    let arrays = workspace.plan.parameters.map { parameter in
      (parameter.name, workspace.rows(of: parameter.value).map { Double($0) })
    }
    return (Dictionary(uniqueKeysWithValues: arrays), workspace.rows(of: network.output))
  }

  private static func deviation(_ numbers: [Double]) -> Double {
    (numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)).squareRoot()
  }

  @Test func fixupScalesBranchesAndBeginsWithNoAnswer() throws {
    let (arrays, output) = try Self.begun(Self.resnet(), .fixup)
    #expect(output.allSatisfy { $0 == 0 })
    // Six modules of two convolutions each: the first times 6^(−1/2).
    let he = try Self.begun(Self.resnet(), .heNormal).arrays
    for module in 1...6 {
      let name = "module\(module)"
      let (first, before) = try (
        #require(arrays["\(name).conv1.weight"]), #require(he["\(name).conv1.weight"])
      )
      #expect(zip(first, before).allSatisfy { abs($0 - $1 / 6.0.squareRoot()) < 1e-6 })
      #expect(try #require(arrays["\(name).conv2.weight"]).allSatisfy { $0 == 0 })
      #expect(arrays["\(name).gain.weight"] == [1])
      // Before each convolution, before the activation, and behind the branch.
      for shift in 1...4 { #expect(arrays["\(name).shift\(shift).bias"] == [0]) }
      #expect(arrays["\(name).shift5.bias"] == nil)
    }
    #expect(arrays["conv1.weight"] == he["conv1.weight"])
    #expect(try #require(arrays["linear1.weight"]).allSatisfy { $0 == 0 })
  }

  @Test(arguments: [PopularInitialization.skipinit, .rezero])
  func branchesBeginMultipliedByNothing(named: PopularInitialization) throws {
    let layers = try Self.resnet("preact-resnet:14")
    let (arrays, _) = try Self.begun(layers, named)
    for module in 1...6 { #expect(arrays["module\(module).gain.weight"] == [0]) }
    #expect(arrays.keys.count { $0.hasSuffix(".gain.weight") } == 6)
  }

  @Test func lastGainsOfBranchesAreZero() throws {
    let (arrays, _) = try Self.begun(Self.resnet(norm: "batch-norm"), .zeroGamma)
    for module in 1...6 {
      #expect(try #require(arrays["module\(module).batch-norm1.weight"]).allSatisfy { $0 == 1 })
      #expect(try #require(arrays["module\(module).batch-norm2.weight"]).allSatisfy { $0 == 0 })
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    func error(_ layers: [Layer], _ named: PopularInitialization) -> String {
      do {
        _ = try named.initialization.prepared(layers)
        return "none"
      } catch {
        return "\(error)"
      }
    }
    let plain = try FullyConnected.standard.layers(input: [5], classes: 10)
    #expect(error(plain, .fixup) == "initialization: expected residual modules for fixup, found none")
    #expect(error(plain, .skipinit) == "initialization: expected residual modules for zero-gain, found none")
    #expect(
      try error(Self.resnet(norm: "batch-norm"), .fixup)
        == "initialization: expected no normalisation for fixup, found batch-norm1: batch norm")
    #expect(
      try error(Self.resnet(), .zeroGamma)
        == "module1: expected a normalisation in the branch for zero-gamma, found none")
    let standardized = LayerList(layers: [
      .object(["conv": .integer(4), "standardized": .flag(true)]), .text("relu"),
    ])
    #expect(
      try error(standardized.layers(input: [3, 8, 8], classes: nil), .lsuv)
        == "conv1: expected filters that are not standardised for unit-variance, found standardised ones")
  }

  @Test func aLayerMayHaveALawOfItsOwn() throws {
    let layers = try FullyConnected(.constant, depth: 3, widths: [50]).layers(input: [50], classes: 50)
    let zero = Initializer.zero
    func laws(_ laws: [String: Initializer]) throws -> [Initializer?] {
      try Initialization(weights: Initializer(gain: 2), laws: laws).prepared(layers).flatMap(\.products)
        .map(\.weights)
    }
    #expect(try laws(["last": zero]) == [nil, nil, nil, zero])
    #expect(
      try laws(["first": zero, "hidden[23]": Initializer(gain: 1)]) == [
        zero, Initializer(gain: 1), Initializer(gain: 1), nil,
      ])
    #expect(throws: ArchitectureError.self) { try laws(["conv*": zero]) }
    #expect(throws: ArchitectureError(field: "laws", expected: "one law for output", found: "several")) {
      try laws(["last": zero, "out*": zero])
    }
  }

  @Test(arguments: [
    ("normal:0.02", Initializer(gain: 0.0004, over: .one)),
    ("truncated-normal:0.02", Initializer(.truncatedNormal(corrected: false), gain: 0.0004, over: .one)),
    ("variance-scaling:2,fan_in,truncated_normal", Initializer(.truncatedNormal(corrected: true), gain: 2)),
    ("variance-scaling:1,fan-avg,uniform", Initializer(.uniform, gain: 1, over: .average)),
    ("kaiming-normal:relu", Initializer(gain: 2)),
    ("xavier-normal:identity", Initializer(gain: 1, over: .average)),
  ])
  func aNameMayCarryNumbers(name: String, law: Initializer) throws {
    let read = try #require(Initialization(named: name)).weights
    #expect(read.law == law.law && read.fan == law.fan && abs(read.gain / law.gain - 1) < 1e-12)
  }

  /// PyTorch's calculate_gain: tanh 5/3, leaky ReLU √(2 / (1 + a²)), SELU 3/4.
  @Test func gainsAreThoseOfPyTorch() throws {
    func gain(_ activation: String) throws -> Double {
      try #require(Initialization(named: "xavier-uniform:\(activation)")).weights.gain.squareRoot()
    }
    #expect(try abs(gain("tanh") - 5 / 3) < 1e-12)
    #expect(try abs(gain("leaky-relu:0.2") - (2 / 1.04).squareRoot()) < 1e-12)
    #expect(try abs(gain("selu") - 0.75) < 1e-12)
    #expect(Initialization(named: "xavier-uniform:gelu") == nil)
    for name in ["normal:-1", "normal:x", "variance-scaling:1,fan-in", "uniform:", "glorot:relu"] {
      #expect(Initialization(named: name) == nil)
    }
  }

  /// A number before each product: nobody but this test knows of the scheme.
  private struct Shifted: InitializationScheme {
    var name: String { "shifted" }

    func prepared(_ layers: [Layer], drawnBy law: Initializer) throws(ArchitectureError) -> [Layer] {
      layers.flatMap { layer in
        layer.product.map { [.scalar(Layer.LearntScalar(name: "before \($0.name)", .shift)), layer] } ?? [
          layer
        ]
      }
    }
  }

  @Test func aSchemeIsOneType() throws {
    let initialization = Initialization(weights: Initializer(gain: 2), scheme: Shifted())
    #expect(initialization != Initialization(weights: Initializer(gain: 2)))
    #expect(initialization == Initialization(weights: Initializer(gain: 2), scheme: Shifted()))
    #expect(initialization.name == "normal 2.0/fan-in, shifted")
    let layers = try FullyConnected(.constant, depth: 1, widths: [4]).layers(input: [4], classes: 3)
    #expect(
      try initialization.prepared(layers).map(\.description) == [
        "before hidden1: learnt shift, 0.0 at first", "hidden1: linear 4 → 4", "relu",
        "before output: learnt shift, 0.0 at first", "output: linear 4 → 3",
      ])
  }

  /// So it does where each channel has a filter of its own.
  @Test(arguments: [1, 2, 3], [1, 2, 4]) func theIdentityLetsGroupsPass(kernel: Int, groups: Int) throws {
    var recording = Recording()
    var layer = Layer.ConvolutionLayer(name: "it", inputs: 4, outputs: 4, kernel: kernel, padding: .zero)
    layer.groups = groups
    let network = try Network(
      [.convolution(layer)], beginning: PopularInitialization.identity.initialization, input: [4, 6, 7],
      into: &recording)
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 2)
    network.initialize(&workspace, from: RandomKey(seed: 1))
    let image = OperationProbe.normalNumbers(2 * 168, RandomKey(seed: 2))
    workspace.set(network.input, to: image)
    workspace.forward()
    #expect(workspace.rows(of: network.output) == image)
  }

  /// An image of as many channels passes as it is, as through PyTorch's dirac_.
  @Test(arguments: [1, 2, 3, 5]) func theIdentityLetsAnImagePass(kernel: Int) throws {
    var recording = Recording()
    let layer = Layer.ConvolutionLayer(name: "it", inputs: 3, outputs: 5, kernel: kernel, padding: .zero)
    let network = try Network(
      [.convolution(layer)], beginning: PopularInitialization.identity.initialization, input: [3, 6, 7],
      into: &recording)
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 2)
    network.initialize(&workspace, from: RandomKey(seed: 1))
    let image = OperationProbe.normalNumbers(2 * 126, RandomKey(seed: 2))
    workspace.set(network.input, to: image)
    workspace.forward()
    let output = workspace.rows(of: network.output)
    for row in 0..<2 {
      #expect(Array(output[row * 210..<row * 210 + 126]) == Array(image[row * 126..<(row + 1) * 126]))
      #expect(output[row * 210 + 126..<(row + 1) * 210].allSatisfy { $0 == 0 })
    }
  }
}
