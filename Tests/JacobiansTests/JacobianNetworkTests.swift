import Autodiff
import Jacobians
import Network
import Numbers
import Randomness
import TestSupport
import Testing

/// A layer that doubles what is learnt from, and leaves all else as it is.
private struct Doubling: LayerKind, Autodiff.Operation {
  var role: Layer.Role { .other }
  var listing: String { "doubling" }
  var backwardReads: BackwardReads { [] }

  func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.apply(self, to: stream)
  }

  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { inputs[0] }

  func forward(_ at: Site) {
    for i in at.output.indices { at.output[i] = (at.isTraining ? 2 : 1) * at[0][i] }
  }

  func backward(_ at: Site) {
    at.gradient(0)?.contribute { (at.isTraining ? 2 : 1) * at.outputGradient[$0] }
  }
}

@Suite struct JacobianNetworkTests {
  private static let he = PopularInitialization.heNormal.initialization

  private func normal(_ count: Int, _ seed: UInt64) -> [Real] {
    var numbers = [Real](repeating: 0, count: count)
    var span = numbers.mutableSpan
    RandomKey(seed: seed).fillNormal(&span, deviation: 1)
    return numbers
  }

  /// W₃ D₂ W₂ D₁ W₁, multiplied out.
  @Test func itIsTheProductOfMaskedWeights() throws {
    let widths = [9, 7]
    let layers = try FullyConnected(.explicit, depth: 0, widths: widths).layers(input: [5], classes: 3)
    var network = try JacobianNetwork(layers, beginning: Self.he, input: [5])
    network.initialize(from: RandomKey(seed: 2))
    let input = normal(5, 3)
    var value = input.map { Double($0) }
    var columns = (0..<5).map { p in (0..<5).map { $0 == p ? 1.0 : 0 } }
    for (name, inputs) in [("hidden1", 5), ("hidden2", 9), ("output", 7)] {
      let found = network.weights("\(name).weight")
      let weights = try #require(found)
      func image(_ vector: [Double]) -> [Double] {
        (0..<weights.count / inputs).map { unit in
          (0..<inputs).reduce(0) { $0 + Double(weights[unit * inputs + $1]) * vector[$1] }
        }
      }
      value = image(value)
      columns = columns.map(image)
      if name == "output" { break }
      columns = columns.map { column in zip(column, value).map { $1 > 0 ? $0 : 0 } }
      value = value.map { max($0, 0) }
    }
    let jacobian = network.jacobian(at: input)
    #expect((jacobian.outputs, jacobian.inputs) == (3, 5))
    for q in 0..<3 { for p in 0..<5 { #expect(abs(Double(jacobian[q, p]) - columns[p][q]) < 1e-5) } }
    for (output, expected) in zip(network.output(at: input), value) {
      #expect(abs(Double(output) - expected) < 1e-5)
    }
  }

  /// Central differences of a smooth network along random directions, biases and all.
  @Test(arguments: [
    Architecture.fullyConnected(FullyConnected(.constant, depth: 3, widths: [11], activation: .tanh)),
    .convolutional(ConvolutionalNetwork(depth: 2, features: 3, activation: .tanh)),
    .residual(ResidualNetwork(modules: 3, width: 8, scale: .constant(0.5), activation: .tanh)),
    .convolutionalResidual(
      ConvolutionalResidualNetwork(
        features: [2, 4], modulesPerStage: 1, padding: .zero, activation: .tanh, end: .linear)),
  ])
  func itAgreesWithDifferences(architecture: Architecture) throws {
    let layers = try architecture.layers(input: [2, 4, 5], classes: 3)
    var network = try JacobianNetwork(
      layers, beginning: PopularInitialization.pytorchDefault.initialization, input: [2, 4, 5])
    network.initialize(from: RandomKey(seed: 7))
    let (input, direction) = (normal(40, 1), normal(40, 2))
    let jacobian = network.jacobian(at: input)
    let step: Real = 1e-2
    var ends: [[Real]] = []
    for distance in [step, -step] {
      ends.append(network.output(at: zip(input, direction).map { $0 + distance * $1 }))
    }
    for q in 0..<3 {
      let slope = (0..<40).reduce(0.0) { $0 + Double(jacobian[q, $1]) * Double(direction[$1]) }
      let difference = Double(ends[0][q] - ends[1][q]) / Double(2 * step)
      #expect(abs(slope - difference) < 2e-3 * max(abs(slope), 0.1), "output \(q)")
    }
  }

  /// At a quarter, or four times, of He's gain in every layer: each entry is He's times a power of two, to
  /// the last digit.
  @Test(arguments: [(0.5, -1), (8, 1)], [Activation.relu, .leakyReLU(slope: 0.1)])
  func deepOnesKeepEveryDigit(gain: (Double, Int), activation: Activation) throws {
    let architecture = FullyConnected(.constant, depth: 399, widths: [24], activation: activation)
    let layers = try architecture.layers(input: [9], classes: 5)
    func jacobian(_ initialization: Initialization) throws -> Jacobian {
      var network = try JacobianNetwork(layers, beginning: initialization, input: [9], atOnce: 3)
      network.initialize(from: RandomKey(seed: 2))
      return network.jacobian(at: normal(9, 3))
    }
    let plain = try jacobian(Self.he)
    let deep = try jacobian(Initialization(weights: Initializer(gain: gain.0)))
    #expect(plain.meanSquare.value > 0)
    for (ours, theirs) in zip(deep.entries, plain.entries) {
      let expected = ScaledNumber(Double(theirs), exponent: plain.exponent + 400 * gain.1)
      #expect(ScaledNumber(Double(ours), exponent: deep.exponent) == expected)
    }
  }

  /// Biases keep a network's numbers up while its gradients vanish, all 90 layers of them.
  @Test func gradientsVanishBehindBiases() throws {
    let depth = 90
    let layers = try FullyConnected(.constant, depth: depth, widths: [16]).layers(input: [16], classes: nil)
    var network = try JacobianNetwork(
      layers, beginning: PopularInitialization.pytorchDefault.initialization, input: [16])
    network.initialize(from: RandomKey(seed: 5))
    let input = normal(16, 3)
    var value = input.map { Double($0) }
    var columns = (0..<16).map { p in (0..<16).map { $0 == p ? 1.0 : 0 } }
    for layer in 1...depth {
      let (w, b) = (network.weights("hidden\(layer).weight"), network.weights("hidden\(layer).bias"))
      let (weights, biases) = (try #require(w), try #require(b))
      func image(_ vector: [Double]) -> [Double] {
        (0..<16).map { unit in
          (0..<16).reduce(0) { $0 + Double(weights[unit * 16 + $1]) * vector[$1] }
        }
      }
      value = zip(image(value), biases).map { $0 + Double($1) }
      columns = columns.map { column in zip(image(column), value).map { $1 > 0 ? $0 : 0 } }
      value = value.map { max($0, 0) }
    }
    let jacobian = network.jacobian(at: input)
    let largest = columns.joined().map(abs).max() ?? 0
    #expect(0 < largest && largest < 0x1p-100)
    for q in 0..<16 {
      for p in 0..<16 {
        let entry = ScaledNumber(Double(jacobian[q, p]), exponent: jacobian.exponent).value
        #expect(abs(entry - columns[p][q]) < 1e-4 * largest)
      }
    }
  }

  @Test func inPartsItIsTheSame() throws {
    let layers = try FullyConnected(.constant, depth: 2, widths: [23]).layers(input: [6], classes: nil)
    var whole = try JacobianNetwork(layers, beginning: Self.he, input: [6])
    var parts = try JacobianNetwork(layers, beginning: Self.he, input: [6], atOnce: 5)
    whole.initialize(from: RandomKey(seed: 2))
    parts.initialize(from: RandomKey(seed: 2))
    let (one, other) = (whole.jacobian(at: normal(6, 1)), parts.jacobian(at: normal(6, 1)))
    #expect(one.outputs == 23)
    for (a, b) in zip(one.entries, other.entries) { #expect(abs(a - b) < 1e-5) }
  }

  /// A mirrored network's hidden layer puts out u's positive and negative parts, one of which each passes
  /// on: from an input of half the width to the last layer all singular values are those of the product of
  /// orthogonal matrices, ones.
  @Test func mirroredOrthogonalNetworksAreIsometriesAndHesAreNot() throws {
    let network = FullyConnected(.constant, depth: 100, widths: [60])
    let mirrored = PopularInitialization.orthogonalMirrored.initialization
    for (inputs, classes, count, zeros) in [(30, nil, 30, 0), (30, 10, 10, 0), (50, nil, 50, 20)] {
      let layers = try network.layers(input: [inputs], classes: classes)
      var jacobians = try JacobianNetwork(layers, beginning: mirrored, input: [inputs])
      jacobians.initialize(from: RandomKey(seed: 1))
      let values = jacobians.jacobian(at: normal(inputs, 5)).singularValues
      #expect(values.count == count)
      // A wider input is first projected onto half of the width: what it loses has the singular value 0.
      for value in values.prefix(count - zeros) { #expect(abs(value - 1) < 1e-4) }
      for value in values.suffix(zeros) { #expect(value < 1e-4) }
    }
    var jacobians = try JacobianNetwork(
      network.layers(input: [30], classes: nil), beginning: Self.he, input: [30])
    jacobians.initialize(from: RandomKey(seed: 1))
    let values = jacobians.jacobian(at: normal(30, 5)).singularValues
    #expect(values[0] > 5 * values[1] && values[0] > 100 * values[4])
  }

  @Test func aNetworkIsMeasuredAsItIsTested() throws {
    var network = try JacobianNetwork([Layer(Doubling())], beginning: Self.he, input: [3])
    network.initialize(from: RandomKey(seed: 1))
    #expect(network.output(at: [1, 2, 3]) == [1, 2, 3])
    #expect(network.jacobian(at: [1, 2, 3]).singularValues == [1, 1, 1])
  }

  @Test func deltaOrthogonalConvolutionsAreIsometries() throws {
    let layers = try ConvolutionalNetwork(depth: 30, features: 4).layers(input: [2, 3, 4], classes: nil)
    var network = try JacobianNetwork(
      layers, beginning: PopularInitialization.orthogonalMirrored.initialization, input: [2, 3, 4], atOnce: 20
    )
    network.initialize(from: RandomKey(seed: 3))
    let jacobian = network.jacobian(at: normal(24, 5))
    #expect((jacobian.outputs, jacobian.inputs) == (48, 24))
    for value in jacobian.singularValues { #expect(abs(value - 1) < 1e-4) }
  }
}
