import Foundation
import Randomness
import Testing

@Suite struct BoxMullerTests {
  @Test func logarithmIsRightToFloat() {
    for i in 0..<200_000 {
      let x = Float(i + 1) * 0x1p-31 * 10_000
      let logarithm = BoxMuller.logarithm(.init(repeating: x))[i % 16]
      #expect(abs(Double(logarithm) - log(Double(x))) <= 3e-7 * max(1, abs(log(Double(x)))))
    }
    #expect(BoxMuller.logarithm(.one) == .zero)
  }

  @Test func squareRootIsRightToFloat() {
    for exponent in -20...5 {
      let x = exp2(Float(exponent)) * 1.37
      #expect(abs(BoxMuller.squareRoot(.init(repeating: x))[3] / x.squareRoot() - 1) < 3e-7)
    }
    #expect(BoxMuller.squareRoot(.zero) == .zero)
  }

  @Test func anglesLieOnTheCircleAndCoverIt() {
    var quadrants = Set<Int>()
    for i in 0..<10_000 {
      let (cosines, sines) = BoxMuller.circle(.init(repeating: UInt32(i) &* 429_497))
      let (cosine, sine) = (cosines[i % 16], sines[i % 16])
      #expect(abs(cosine * cosine + sine * sine - 1) < 5e-7)
      quadrants.insert((cosine > 0 ? 1 : 0) + (sine > 0 ? 2 : 0))
    }
    #expect(quadrants == [0, 1, 2, 3])
  }

  /// Bit for bit: results on disk rest on it.
  @Test func vectorsHoldThePlainNumbers() {
    var generator = RandomKey(seed: 5)["words"].stream()
    let edges: [UInt32] = [0, 1, 0x3FFF_FFFF, 0x4000_0000, 0x7FFF_FFFF, 0x8000_0000, 0xC000_0000, .max]
    for round in 0..<5000 {
      var radii = BoxMuller.Words.random(in: 0...UInt32.max, using: &generator)
      var angles = BoxMuller.Words.random(in: 0...UInt32.max, using: &generator)
      radii[round % 16] = edges[round % edges.count]
      angles[round % 16] = edges[round / edges.count % edges.count]
      let radius = BoxMuller.squareRoot(BoxMuller.squaredRadius(radii))
      let (cosine, sine) = BoxMuller.circle(angles)
      for lane in 0..<16 {
        let (first, second) = PlainBoxMuller.pair(radii[lane], angles[lane])
        #expect((radius * cosine)[lane].bitPattern == first.bitPattern)
        #expect((radius * sine)[lane].bitPattern == second.bitPattern)
      }
    }
  }
}
