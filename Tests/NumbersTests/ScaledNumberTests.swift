import Foundation
import Numbers
import Testing

@Suite struct ScaledNumberTests {
  @Test func inRangeItIsADouble() {
    for (a, b) in [(3.1, -7.3), (1e-160, 1e150), (-2.5e-300, 0.3), (0, 5), (1e308, 0.7)] {
      let (x, y) = (ScaledNumber(a), ScaledNumber(b))
      #expect(x.value == a && x.exponent == 0)
      #expect((x * y).value == a * b)
      #expect((x / y).value == a / b)
    }
    #expect(ScaledNumber(3, exponent: -4) == ScaledNumber(3.0 / 16))
    #expect(ScaledNumber(-0.7, exponent: 60).value == -0.7 * 0x1p60)
    #expect(ScaledNumber(1.3).logarithm == log(1.3))
  }

  @Test func beyondItKeepsAllDigits() {
    let tiny = ScaledNumber(1.7, exponent: -5000)
    #expect(tiny.value == 0 && tiny.exponent == -5000 && tiny.significand == 1.7)
    #expect((tiny / ScaledNumber(1, exponent: -4990)).value == 1.7 / 1024)
    #expect((tiny * tiny).parts == (1.7 * 1.7 / 2, -9999))
    #expect(abs(tiny.logarithm - (log(1.7) - 5000 * log(2))) < 1e-9)
    #expect(tiny.over(powerOfTwo: -5003) == 13.6)
    #expect(ScaledNumber(-3, exponent: 1 << 40).value == -.infinity)
    // The digits of a number below Double's normal ones are what is left of them.
    #expect(ScaledNumber(Double.leastNonzeroMagnitude).parts == (1, -1074))
    #expect(ScaledNumber(1.5, exponent: -1023).value == 0x1.8p-1023)
  }

  @Test func whatIsNoNumberStaysSo() {
    #expect(ScaledNumber(.infinity, exponent: -9).value == .infinity)
    #expect(!ScaledNumber(.infinity).isFinite && !ScaledNumber(.nan).isFinite)
    #expect((ScaledNumber(.infinity) / ScaledNumber(2)).value == .infinity)
    #expect((ScaledNumber(0) / ScaledNumber(0)).value.isNaN)
    #expect((ScaledNumber(1) / ScaledNumber(0)).value == .infinity)
    #expect(ScaledNumber(0, exponent: 7) == ScaledNumber(0))
    #expect(ScaledNumber(0).logarithm == -.infinity)
  }
}
