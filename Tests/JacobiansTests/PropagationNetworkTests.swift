import Foundation
import Jacobians
import Network
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct PropagationNetworkTests {
  private static let chaos = Initialization(
    weights: Initializer(gain: 2), biases: Initializer(gain: 0.3, over: .one))

  /// The second moments of two vectors.
  private func moments(_ x: [Double], _ y: [Double]) -> (square: Double, correlation: Double) {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return ((dot(x, x) + dot(y, y)) / 2, dot(x, y) / (dot(x, x) * dot(y, y)).squareRoot())
  }

  /// W x + b.
  private func times(_ matrix: [Double], _ value: [Double], _ bias: [Double]) -> [Double] {
    bias.indices.map { unit in
      var sum = bias[unit]
      for (place, number) in value.enumerated() { sum += matrix[unit * value.count + place] * number }
      return sum
    }
  }

  /// Wᵀ g, of so many numbers.
  private func transposed(_ matrix: [Double], _ gradient: [Double], _ count: Int) -> [Double] {
    (0..<count).map { place in
      var sum = 0.0
      for (unit, slope) in gradient.enumerated() { sum += matrix[unit * count + place] * slope }
      return sum
    }
  }

  /// Layers by hand in Double, from the weights that another program of the same key draws.
  @Test func signalsAreThoseOfLayersByHand() throws {
    let widths = [6, 5, 7]
    let layers = try FullyConnected(.explicit, depth: 0, widths: widths, activation: .tanh)
      .layers(input: [4], classes: nil)
    var network = try PropagationNetwork(
      layers, beginning: Self.chaos, dimension: 4, inputs: .pair(square: 1.5, correlation: 0.25))
    var weights = try JacobianNetwork(layers, beginning: Self.chaos, input: [4])
    let key = RandomKey(seed: 5)["network"][3]
    weights.initialize(from: key)
    let inputs = PropagationNetwork.pair(4, 1.5, 0.25, key["pair"]).map { Double($0) }
    var direction = [Real](repeating: 0, count: 7)
    var span = direction.mutableSpan
    key["direction"].fillUnit(&span)
    let start = [Array(inputs[..<4]), Array(inputs[4...])]
    // What each layer's activations are given, input by input.
    var given: [[[Double]]] = []
    var matrices: [[Double]] = []
    for layer in widths.indices {
      let found = (weights.weights("hidden\(layer + 1).weight"), weights.weights("hidden\(layer + 1).bias"))
      let (matrix, bias) = (
        try #require(found.0).map { Double($0) }, try #require(found.1).map { Double($0) }
      )
      matrices.append(matrix)
      let values = given.last?.map { $0.map { tanh($0) } } ?? start
      given.append(values.map { times(matrix, $0, bias) })
    }
    var gradients: [[[Double]]] = []
    var back = (0..<2).map { _ in direction.map { Double($0) } }
    for layer in widths.indices.reversed() {
      let here = zip(back, given[layer]).map { back, given in
        zip(back, given).map { (slope: Double, number: Double) -> Double in
          slope / (cosh(number) * cosh(number))
        }
      }
      gradients.append(here)
      back = here.map { transposed(matrices[layer], $0, layer > 0 ? widths[layer - 1] : 4) }
    }
    gradients.append(back)
    let signals = network.draw(from: key)
    #expect(signals.count == 4)
    let all = [start] + given
    for (place, signal) in signals.enumerated() {
      let (values, gradient) = (all[place], gradients[signals.count - 1 - place])
      let (numbers, slopes) = (moments(values[0], values[1]), moments(gradient[0], gradient[1]))
      #expect(relativeError(signal.square, numbers.square / Double(values[0].count)) < 1e-5)
      #expect(abs(signal.correlation - numbers.correlation) < 1e-5)
      #expect(relativeError(signal.gradient.value, slopes.square) < 1e-5)
      #expect(abs(signal.gradientCorrelation - slopes.correlation) < 1e-5)
    }
    #expect(abs(signals[0].square - 1.5) < 1e-6 && abs(signals[0].correlation - 0.25) < 1e-6)
  }

  /// v J of the Jacobian that is computed output by output, through residual modules and rectifiers; a module is one place.
  @Test func gradientsAreTheJacobians() throws {
    let layers = try ResidualNetwork.standard.withDepth(3).layers(input: [8], classes: nil)
    let he = PopularInitialization.heNormal.initialization
    var network = try PropagationNetwork(
      layers, beginning: he, dimension: 8, inputs: .pair(square: 1, correlation: 1))
    var whole = try JacobianNetwork(layers, beginning: he, input: [8])
    let key = RandomKey(seed: 1)
    whole.initialize(from: key)
    let inputs = PropagationNetwork.pair(8, 1, 1, key["pair"])
    var direction = [Real](repeating: 0, count: whole.outputs)
    var span = direction.mutableSpan
    key["direction"].fillUnit(&span)
    let jacobian = whole.jacobian(at: Array(inputs[..<8]))
    let square = (0..<8).reduce(0.0) { sum, input in
      let entry = direction.indices.reduce(0.0) { $0 + Double(direction[$1] * jacobian[$1, input]) }
      return sum + entry * entry
    }
    let signals = network.draw(from: key)
    #expect(signals.count == 1 + layers.count { $0.isHidden })
    #expect(relativeError(signals[0].gradient.value, square) < 1e-4)
    // Equal inputs stay so, and have equal gradients.
    #expect(signals.allSatisfy { abs($0.correlation - 1) < 1e-6 && abs($0.gradientCorrelation - 1) < 1e-6 })
  }

  /// Gradients far below the least number of Float are told all the same.
  @Test func deepGradientsStayNumbers() throws {
    let layers = try FullyConnected(.constant, depth: 200, widths: [20], activation: .tanh)
      .layers(input: [20], classes: nil)
    var network = try PropagationNetwork(
      layers, beginning: Initialization(weights: Initializer(gain: 0.1)), dimension: 20,
      inputs: .pair(square: 1, correlation: 0.5))
    let signals = network.draw(from: RandomKey(seed: 2))
    let rate = signals[0].gradient.logarithm / 200
    #expect(rate > log(0.1) - 0.3 && rate < log(0.1) + 0.1)
    #expect(signals[0].gradient.value < 1e-180 && signals[0].gradient.significand > 0)
  }

  /// Behind batch normalisation every unit's numbers add up to 0 over the batch, before it gradients do; q is 1 there, and the mean over
  /// pairs is what that leaves.
  @Test(arguments: [3, 20])
  func aBatchIsNormalisedAsOne(examples: Int) throws {
    let layers = try LayerList(
      layers: [.object(["linear": .integer(400)]), .text("batch-norm"), .text("identity")]
    ).layers(input: [30], classes: nil)
    var network = try PropagationNetwork(
      layers, beginning: Self.chaos, dimension: 30, inputs: .batch(examples: examples))
    let signals = network.draw(from: RandomKey(seed: 6))
    #expect(signals.count == 2)
    #expect(abs(signals[0].correlation) < 0.2 && abs(signals[0].square - 1) < 0.5)
    #expect(abs(signals[1].square - 1) < 1e-3)
    #expect(abs(signals[1].correlation + 1 / Double(examples - 1)) < 0.02)
    #expect(abs(signals[1].gradient.value - 1) < 1e-5 && abs(signals[1].gradientCorrelation) < 0.1)
    #expect(abs(signals[0].gradientCorrelation + 1 / Double(examples - 1)) < 0.15)
    let again = network.draw(from: RandomKey(seed: 6))
    #expect(
      zip(again, signals).allSatisfy { $0.gradient.value == $1.gradient.value && $0.square == $1.square })
  }

  /// Each of two equal inputs has noise of its own.
  @Test func noiseTellsEqualInputsApart() throws {
    let layers = try LayerList(layers: [
      .object(["linear": .integer(50)]), .text("tanh"), .text("dropout:0.5"),
      .object(["linear": .integer(50)]),
      .text("tanh"),
    ]).layers(input: [20], classes: nil)
    var network = try PropagationNetwork(
      layers, beginning: Self.chaos, dimension: 20, inputs: .pair(square: 1, correlation: 1))
    let signals = network.draw(from: RandomKey(seed: 3))
    #expect(abs(signals[1].correlation - 1) < 1e-6)
    #expect(signals[2].correlation < 0.9)
  }
}
