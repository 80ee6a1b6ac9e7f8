import Foundation
import Testing
import Theory

@Suite struct RectifierTests {
  @Test func knownNumbers() {
    let relu = Rectifier.relu
    #expect((relu.keptSquare, relu.keepingGain, relu.kurtosisFactor, relu.spread) == (0.5, 2, 2, 5))
    let linear = Rectifier(slope: 1)
    #expect((linear.keptSquare, linear.keepingGain, linear.kurtosisFactor, linear.spread) == (1, 1, 1, 2))
    // torch.nn.init.calculate_gain('leaky_relu', 0.2) is 1.3867504905630728.
    #expect(relativeError(Rectifier(slope: 0.2).keepingGain.squareRoot(), 1.386_750_490_563_072_8) < 1e-14)
  }

  @Test(arguments: [0.01, 0.2, 3]) func momentsOfALeakyUnit(slope: Double) {
    let rectifier = Rectifier(slope: slope)
    var draws = Draws(seed: 22)
    var (squares, fourths) = (Sample(), Sample())
    for _ in 0..<100_000 {
      let z = draws.normal()
      let square = z > 0 ? z * z : slope * slope * z * z
      squares.add(square)
      fourths.add(square * square)
    }
    let kept = rectifier.keptSquare
    #expect(abs(squares.z(kept)) < 4)
    #expect(abs(fourths.z(3 * rectifier.kurtosisFactor * kept * kept)) < 4)
  }

  @Test func theGainKeepsLengths() {
    for slope in [0, 0.1, 0.5] {
      let rectifier = Rectifier(slope: slope)
      let layer = LayerMoments(
        width: 9, fanIn: 4, weightVariance: rectifier.keepingGain / 4, rectifier: rectifier)
      #expect(abs(MeanLength.perLayer(from: 0.7, through: [layer])[0] - 0.7) < 1e-15)
    }
  }
}
