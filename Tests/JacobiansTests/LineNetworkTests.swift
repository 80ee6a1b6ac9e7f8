import Foundation
import Jacobians
import Network
import Numbers
import Randomness
import Testing

@Suite struct LineNetworkTests {
  /// f by hand in Double, from the weights that another program of the same key draws, and its differences over a small step.
  @Test func slopesAreDifferences() throws {
    let widths = [7, 6, 5]
    let layers = try FullyConnected(.explicit, depth: 0, widths: widths, activation: .tanh)
      .layers(input: [1], classes: nil)
    let law = Initialization(weights: Initializer(gain: 2), biases: Initializer(gain: 0.3, over: .one))
    let points = [-1.5, -0.4, 0.1, 2]
    var network = try LineNetwork(layers, beginning: law, points: points)
    var whole = try JacobianNetwork(layers, beginning: law, input: [1])
    let key = RandomKey(seed: 4)["network"][2]
    whole.initialize(from: key)
    var direction = [Real](repeating: 0, count: 5)
    var span = direction.mutableSpan
    key["direction"].fillUnit(&span)
    func output(_ x: Double) throws -> Double {
      var values = [x]
      for layer in widths.indices {
        let found = (whole.weights("hidden\(layer + 1).weight"), whole.weights("hidden\(layer + 1).bias"))
        let (matrix, bias) = (
          try #require(found.0).map { Double($0) }, try #require(found.1).map { Double($0) }
        )
        values = bias.indices.map { unit in
          var sum = bias[unit]
          for (place, value) in values.enumerated() { sum += matrix[unit * values.count + place] * value }
          return tanh(sum)
        }
      }
      return zip(values, direction).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    let (slopes, step) = (network.slopes(from: key), 1e-5)
    #expect(slopes.count == points.count)
    for (slope, x) in zip(slopes, points) {
      let difference = try (output(x + step) - output(x - step)) / (2 * step)
      #expect(abs(slope - difference) < 1e-4 * max(1, abs(difference)))
    }
    #expect(network.slopes(from: key) == slopes)
    #expect(network.slopes(from: key["another"]) != slopes)
  }
}
