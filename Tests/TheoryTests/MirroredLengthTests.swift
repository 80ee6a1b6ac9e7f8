import Foundation
import Testing
import Theory

@Suite struct MirroredLengthTests {
  /// Against linear layers of half the widths, drawn weight by weight.
  @Test func simulatedNetsAgree() {
    let widths = [12, 8, 20]
    let layers = LayerMoments.fullyConnected(inputs: 12, widths: widths)
    let deviations = MirroredLength.relativeDeviations(widths: widths)
    let logs = MirroredLength.logLengths(through: layers)
    var draws = Draws(seed: 8)
    var squares = widths.map { _ in Sample() }
    var logarithms = widths.map { _ in Sample() }
    for _ in 0..<40_000 {
      // A mirrored layer of n units draws n / 2 numbers, of variance 2 / fan-in for the whole layer's fan-in.
      var stream = draws.unitVector(12)
      for (layer, width) in widths.enumerated() {
        stream = (0..<width / 2).map { _ in
          stream.reduce(0) { $0 + layers[layer].weightVariance.squareRoot() * draws.normal() * $1 }
        }
        let ratio = squaredNorm(stream) / Double(width) * 12
        squares[layer].add(ratio * ratio)
        logarithms[layer].add(log(ratio))
      }
    }
    for layer in widths.indices {
      #expect(abs(squares[layer].z(1 + deviations[layer] * deviations[layer])) < 4)
      #expect(abs(logarithms[layer].z(logs[layer].mean)) < 4)
      #expect(relativeError(logarithms[layer].variance, logs[layer].variance) < 0.05)
    }
  }
}
