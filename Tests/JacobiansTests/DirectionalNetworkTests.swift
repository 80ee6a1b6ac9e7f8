import Foundation
import Jacobians
import Network
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct DirectionalNetworkTests {
  private static let he = PopularInitialization.heNormal.initialization
  private let input: [Real] = [0.5, -1, 2]
  private let direction: [Real] = [1, 0.25, -0.5]

  private func layers(_ widths: [Int], outputs: Int?) throws -> [Layer] {
    try FullyConnected(.explicit, depth: 0, widths: widths).layers(input: [3], classes: outputs)
  }

  /// D₂ W₂ D₁ W₁ u of the Jacobian that is computed output by output.
  @Test func itIsTheJacobianTimesTheDirection() throws {
    let layers = try layers([9, 7], outputs: nil)
    var network = try DirectionalNetwork(layers, beginning: Self.he, input: input, direction: direction)
    var whole = try JacobianNetwork(layers, beginning: Self.he, input: [3])
    for number in 0..<5 {
      let key = RandomKey(seed: 2)[number]
      whole.initialize(from: key)
      let jacobian = whole.jacobian(at: input)
      let square = (0..<7).reduce(0.0) { sum, q in
        let entry = (0..<3).reduce(0.0) { $0 + Double(jacobian[q, $1] * direction[$1]) }
        return sum + entry * entry
      }
      let draw = network.draw(from: key)
      #expect(relativeError(draw.square.value, square) < 1e-5)
      #expect(draw.gradients.isEmpty)
    }
  }

  /// Differences of the output as one weight of a layer moves: it is linear in each as long as no unit turns.
  @Test func gradientsAreThoseOfTheFirstWeights() throws {
    let widths = [6, 5, 4]
    var network = try DirectionalNetwork(
      layers(widths, outputs: 1), beginning: Self.he, input: input, direction: direction)
    let draw = network.draw(from: RandomKey(seed: 11))
    #expect(draw.gradients.count == 3)
    var matrices: [[Double]] = []
    for name in ["hidden1", "hidden2", "hidden3", "output"] {
      let found = network.weights("\(name).weight")
      matrices.append(try #require(found).map { Double($0) })
    }
    func output(_ matrices: [[Double]]) -> Double {
      var value = input.map { Double($0) }
      for (layer, matrix) in matrices.enumerated() {
        value = (0..<matrix.count / value.count).map { unit in
          let sum = value.indices.reduce(0) { $0 + matrix[unit * value.count + $1] * value[$1] }
          return layer < widths.count ? max(0, sum) : sum
        }
      }
      return value[0]
    }
    var isAnyActive = false
    for layer in widths.indices {
      var moved = matrices
      moved[layer][0] += 1e-4
      let slope = (output(moved) - output(matrices)) / 1e-4
      isAnyActive = isAnyActive || slope != 0
      #expect(abs(draw.gradients[layer].value - slope * slope) < 1e-4 * max(slope * slope, 1e-3))
    }
    #expect(isAnyActive)
  }

  /// At four times, or a quarter, of He's gain in every layer all is He's times a power of two, to the last digit, far beyond the
  /// range of Float.
  @Test(arguments: [(0.5, -1), (8, 1)])
  func deepOnesKeepEveryDigit(gain: Double, power: Int) throws {
    let layers = try layers(Array(repeating: 24, count: 300), outputs: 1)
    func draw(_ initialization: Initialization) throws -> DirectionalNetwork.Draw {
      var network = try DirectionalNetwork(
        layers, beginning: initialization, input: input, direction: direction)
      return network.draw(from: RandomKey(seed: 20))
    }
    let plain = try draw(Self.he)
    let deep = try draw(Initialization(weights: Initializer(gain: gain)))
    #expect(plain.square.value > 0)
    #expect(deep.square == plain.square * ScaledNumber(1, exponent: 2 * 300 * power))
    #expect(plain.gradients.contains { $0.value > 0 })
    for (ours, theirs) in zip(deep.gradients, plain.gradients) {
      #expect(ours == theirs * ScaledNumber(1, exponent: 2 * 300 * power))
    }
  }
}
