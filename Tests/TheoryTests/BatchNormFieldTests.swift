import Foundation
import Testing
import Theory

@Suite struct BatchNormFieldTests {
  @Test func limits() {
    let large = BatchNormField(.relu, batch: 100_000_000).gradientGrowth
    #expect(abs(large - .pi / (.pi - 1)) < 1e-7)
    for batch in [4, 16, 1000] {
      let linear = BatchNormField(Rectifier(slope: 1), batch: batch).gradientGrowth
      #expect(abs(linear - Double(batch - 2) / Double(batch - 3)) < 1e-12)
    }
    #expect(BatchNormField(.relu, batch: 3).gradientGrowth == .infinity)
  }

  /// Networks of width 1,000 to 1,500 in NumPy, without the first and last layers: 24, 4 and 4 of them.
  @Test(arguments: [(16, 1.5882, 0.0017), (8, 1.7883, 0.0047), (64, 1.4923, 0.0011)])
  func simulatedNetworks(batch: Int, mean: Double, error: Double) {
    #expect(abs(BatchNormField(.relu, batch: batch).gradientGrowth - mean) < 4 * error)
  }
}
