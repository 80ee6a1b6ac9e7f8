import Autodiff
import Foundation
import Network
import Numbers
import Randomness
import Regions
import Testing

@Suite struct SmoothNetworkTests {
  private func smooth(_ drawn: borrowing DrawnNetwork) throws -> SmoothNetwork {
    try SmoothNetwork(drawn.layers, input: [drawn.inputs], in: drawn.workspace)
  }

  /// One unit tanh (w s) from −1 to 1 moves forwards only: its image is 2 tanh w long.
  @Test(arguments: [0.1 as Real, 1, 30]) func oneUnitIsKnown(weight: Real) throws {
    var drawn = try DrawnNetwork(
      .fullyConnected(FullyConnected(.constant, depth: 1, widths: [1], activation: .tanh)), inputs: 1,
      biases: 0, from: RandomKey(seed: 1))
    drawn.change("hidden1.weight") { $0 = [weight] }
    let length = try smooth(drawn).imageLength(of: Line(origin: [0], direction: [1]), within: -1...1)
    #expect(abs(length / (2 * tanh(Double(weight))) - 1) < 1e-6)
  }

  /// Of rectifiers so few that no region lies between two places looked at it finds what cutting into regions does.
  @Test func rectifiersAreAsLongAsTheirRegions() throws {
    let drawn = try DrawnNetwork([6], inputs: 5, biases: 0.1, from: RandomKey(seed: 3))
    let line = try Line(origin: [0.1, 0.2, -1, 0.4, 0], direction: [1, -1, 0.5, 0.3, 2])
    let exact = try drawn.snapshot().imageLength(of: line, within: -1...1)
    #expect(abs(try smooth(drawn).imageLength(of: line, within: -1...1) / exact - 1) < 1e-5)
  }

  /// A chaotic network folds its image; errors are what was allowed, by what less than a thousandth of them makes of it.
  @Test(arguments: [1e-3, 1e-5, 1e-7]) func errorsAreThoseAllowed(error: Double) throws {
    var drawn = try DrawnNetwork(
      .fullyConnected(FullyConnected(.constant, depth: 6, widths: [20], activation: .tanh)), inputs: 20,
      biases: 0, from: RandomKey(seed: 4))
    for layer in 1...6 { drawn.change("hidden\(layer).weight") { $0 = $0.map { 2 * $0 } } }
    let line = try Line(
      origin: (0..<20).map { sin(Double($0)) }, direction: (0..<20).map { cos(2 * Double($0)) })
    let network = try smooth(drawn)
    let fine = try network.imageLength(of: line, within: -1...1, error: 1e-10)
    #expect(abs(try network.imageLength(of: line, within: -1...1, error: error) / fine - 1) < error)
  }

  @Test func whatHasNoSpeedIsRefused() throws {
    let drawn = try DrawnNetwork(
      .residual(ResidualNetwork(modules: 2, width: 3)), inputs: 3, from: RandomKey(seed: 1))
    #expect(
      message { try smooth(drawn) }.hasPrefix("layers: expected fully connected layers and activations"))
  }
}
