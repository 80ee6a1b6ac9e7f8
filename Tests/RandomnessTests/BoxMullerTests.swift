import Foundation
import Randomness
import Testing

@Suite struct BoxMullerTests {
  @Test func logarithmIsRightToFloat() {
    for i in 0..<200_000 {
      let x = Float(i + 1) * 0x1p-31 * 10_000
      #expect(abs(Double(BoxMuller.logarithm(x)) - log(Double(x))) <= 3e-7 * max(1, abs(log(Double(x)))))
    }
    #expect(BoxMuller.logarithm(1) == 0)
  }

  @Test func squareRootIsRightToFloat() {
    for exponent in -20...5 {
      let x = exp2(Float(exponent)) * 1.37
      #expect(abs(BoxMuller.squareRoot(x) / x.squareRoot() - 1) < 3e-7)
    }
    #expect(BoxMuller.squareRoot(0) == 0)
  }

  @Test func anglesLieOnTheCircleAndCoverIt() {
    var quadrants = Set<Int>()
    for i in 0..<10_000 {
      let (cosine, sine) = BoxMuller.circle(UInt32(i) &* 429_497)
      #expect(abs(cosine * cosine + sine * sine - 1) < 5e-7)
      quadrants.insert((cosine > 0 ? 1 : 0) + (sine > 0 ? 2 : 0))
    }
    #expect(quadrants == [0, 1, 2, 3])
  }
}
