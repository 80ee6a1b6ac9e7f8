import Autodiff
import CAllocationCount
import Foundation
import Network
import Numbers
import Randomness
import TestSupport
import Testing

/// Passes through deep networks against sums in Double, and against passes at other scales.
@Suite struct ScaledPassTests {
  /// A network in memory, with what passes through it.
  private struct Subject: ~Copyable {
    let layers: [Layer]
    let network: Network
    let plan: Plan
    var workspace: Workspace
    var pass: ScaledPass

    init(
      _ architecture: Architecture, _ initialization: Initialization, input extents: [Int]
    ) throws {
      let layers = try architecture.layers(input: extents, classes: nil)
      var recording = Recording()
      let network = try Network(
        layers, beginning: initialization, input: extents, into: &recording)
      let plan = Plan(recording, keeping: network.activations)
      (self.layers, self.network, self.plan) = (layers, network, plan)
      workspace = Workspace(plan, capacity: 1)
      pass = ScaledPass(network, plan)
    }

    /// Draws weights and an input.
    mutating func draw(seed: UInt64) {
      let key = RandomKey(seed: seed)
      network.initialize(&workspace, from: key)
      workspace.write(network.input) { key["input"].fillNormal(&$0, deviation: 1) }
    }

    /// The mean squares of all hidden layers.
    mutating func squares() -> [ScaledNumber] {
      var squares: [ScaledNumber] = []
      pass.forward(&workspace) { _, square in squares.append(square) }
      return squares
    }

    /// The same by the formulas, in Double.
    func naiveSquares() -> [Double] {
      var stream = workspace.rows(of: network.input).map { Double($0) }
      return layers.compactMap { layer in
        stream = naive(layer, stream)
        if layer.product != nil { return nil }
        return stream.reduce(0) { $0 + $1 * $1 } / Double(stream.count)
      }
    }

    private func naive(_ layer: Layer, _ x: [Double]) -> [Double] {
      switch layer.kind {
      case let linear as Layer.Linear:
        let (weights, biases) = (numbers("\(linear.name).weight"), numbers("\(linear.name).bias"))
        return (0..<linear.outputs).map { unit in
          x.indices.reduce(biases[unit]) { $0 + weights[unit * linear.inputs + $1] * x[$1] }
        }
      case let activation as Activation:
        if activation == .tanh { return x.map { tanh($0) } }
        let slope = activation.negativeSlope ?? .nan
        return x.map { $0 > 0 ? $0 : slope * $0 }
      case let module as Layer.Residual:
        let branch = module.branch.reduce(x) { naive($1, $0) }
        return zip(branch, x).map { module.scale * $0 + $1 }
      default: preconditionFailure("a layer that is not tested here")
      }
    }

    private func numbers(_ name: String) -> [Double] {
      let parameter = plan.parameters.first { $0.name == name }
      return parameter.map { workspace.rows(of: $0.value).map { Double($0) } } ?? []
    }
  }

  /// A deep network, and how far the logarithm of its last length is from 0 at least.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let architecture: Architecture
    let gain: Double
    var biasGain = 0.0
    let distance: Double
  }

  private static func connected(_ depth: Int, _ width: Int, _ activation: Activation = .relu) -> Architecture
  {
    .fullyConnected(FullyConnected(.constant, depth: depth, widths: [width], activation: activation))
  }

  private static let cases = [
    Case(testDescription: "vanishing", architecture: connected(250, 12), gain: 0.5, distance: 300),
    Case(testDescription: "exploding", architecture: connected(200, 12), gain: 16, distance: 300),
    Case(
      testDescription: "leaky", architecture: connected(300, 8, .leakyReLU(slope: 0.2)), gain: 0.5,
      distance: 300),
    // tanh x is x in the end.
    Case(testDescription: "tanh", architecture: connected(250, 12, .tanh), gain: 0.25, distance: 300),
    // Biases that stay behind, and biases that hold lengths up.
    Case(
      testDescription: "exploding, biases", architecture: connected(200, 12), gain: 16, biasGain: 3,
      distance: 300),
    Case(
      testDescription: "vanishing, biases", architecture: connected(100, 12), gain: 0.25, biasGain: 1e-40,
      distance: 80),
    Case(
      testDescription: "vanishing, biases, tanh", architecture: connected(100, 12, .tanh), gain: 0.1,
      biasGain: 1e-40, distance: 80),
    Case(
      testDescription: "residual",
      architecture: .residual(ResidualNetwork(modules: 300, width: 6, layersPerModule: 2)), gain: 2,
      distance: 150),
    Case(
      testDescription: "residual, linear ends, biases",
      architecture: .residual(
        ResidualNetwork(
          modules: 250, width: 6, layersPerModule: 2, scale: .constant(1.5),
          activation: .leakyReLU(slope: 0.1),
          end: .linear)), gain: 3, biasGain: 1, distance: 300),
  ]

  @Test(arguments: cases)
  func lengthsAreThoseOfTheFormulas(_ testCase: Case) throws {
    let initialization = Initialization(
      weights: Initializer(gain: testCase.gain), biases: Initializer(gain: testCase.biasGain, over: .one))
    var subject = try Subject(testCase.architecture, initialization, input: [6])
    for seed in 1...3 as ClosedRange<UInt64> {
      subject.draw(seed: seed)
      let (squares, naive) = (subject.squares(), subject.naiveSquares())
      try #require(squares.count == naive.count)
      #expect(abs(log(naive.last ?? 1)) > testCase.distance)
      for (layer, (square, expected)) in zip(squares, naive).enumerated() {
        #expect(abs(square.logarithm - log(expected)) < 1e-3, "layer \(layer + 1)")
      }
      // What was drawn is left as it was.
      #expect(subject.squares() == squares)
    }
  }

  /// Half the weights give a quarter of the length, layer by layer, and every digit of it.
  @Test(arguments: [
    connected(400, 30), connected(400, 12, .leakyReLU(slope: 0.01)),
    .convolutional(ConvolutionalNetwork(depth: 150, features: 4, kernel: 3, padding: .zero)),
  ])
  func powersOfTwoChangeNoDigit(architecture: Architecture) throws {
    let extents = architecture.family.countsFeatures ? [1, 9, 7] : [20]
    let runs = try [2, 0.5, 8].map { gain in
      var subject = try Subject(
        architecture, Initialization(weights: Initializer(gain: gain)), input: extents)
      subject.draw(seed: 4)
      return subject.squares()
    }
    for layer in runs[0].indices {
      let (digits, exponent) = runs[0][layer].parts
      #expect(digits > 0)
      #expect(runs[1][layer] == ScaledNumber(digits, exponent: exponent - 2 * (layer + 1)))
      #expect(runs[2][layer] == ScaledNumber(digits, exponent: exponent + 2 * (layer + 1)))
    }
  }

  /// Where numbers stay in range, the pass is the workspace's own.
  @Test func inRangeItIsThePlainPass() throws {
    var subject = try Subject(
      Self.connected(20, 16), PopularInitialization.pytorchDefault.initialization, input: [16])
    subject.draw(seed: 2)
    let squares = subject.squares()
    subject.workspace.forward()
    for (square, activation) in zip(squares, subject.network.activations) {
      #expect(square.value == subject.workspace.meanSquare(of: activation))
    }
  }

  /// Networks of three units a layer mostly die, and those alone are zero.
  @Test func zeroIsWhatIsOffEverywhere() throws {
    var subject = try Subject(
      Self.connected(12, 3), Initialization(weights: Initializer(gain: 1e-9)), input: [4])
    var dead = 0
    for seed in 0..<60 as Range<UInt64> {
      subject.draw(seed: seed)
      let (squares, naive) = (subject.squares(), subject.naiveSquares())
      for (square, expected) in zip(squares, naive) { #expect((square.value == 0) == (expected == 0)) }
      if naive.last == 0 { dead += 1 }
    }
    #expect((20..<60).contains(dead))
  }

  /// A branch of 600 layers multiplies numbers by 2^600 at once.
  @Test func whatOverflowsWithinAModuleIsInfinite() throws {
    let network = ResidualNetwork(
      modules: 2, width: 6, layersPerModule: 600, activation: .leakyReLU(slope: 0.5))
    var subject = try Subject(
      .residual(network), Initialization(weights: Initializer(gain: 64)), input: [6])
    subject.draw(seed: 1)
    #if !DoublePrecision
      #expect(subject.squares().allSatisfy { $0.value == .infinity })
    #endif
  }

  @Test func aPassAllocatesNothing() throws {
    guard allocation_count() >= 0 else { return }
    let initialization = Initialization(
      weights: Initializer(gain: 0.5), biases: Initializer(gain: 1e-60, over: .one))
    var subject = try Subject(Self.connected(300, 10), initialization, input: [10])
    subject.draw(seed: 1)
    subject.pass.forward(&subject.workspace)
    let before = allocation_count()
    subject.pass.forward(&subject.workspace)
    #expect(allocation_count() == before)
  }
}
