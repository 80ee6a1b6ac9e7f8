import Autodiff
import Foundation
import Numbers
import TestSupport
import Testing

@Suite struct GELUTests {
  /// Within four units in the last place of Float of x Φ(x) in double precision, for negative x too.
  @Test func isItsFormula() throws {
    let x: [Real] = (-1200...1200).map { Real($0) / 100 }
    let y = try evaluate(GELU(), [(.batch(x.count), x)], rows: 1)
    for (x, y) in zip(x, y) {
      let exact = Double(x) * erfc(-Double(x) * 0.5.squareRoot()) / 2
      #expect(abs(Double(y) - exact) <= 4 * Double(Float(exact).ulp))
    }
  }

  @Test func numbersOfAnySizeGiveNumbers() throws {
    let x: [Real] = [-1e30, -100, 100, 1e30]
    #expect(try evaluate(GELU(), [(.batch(x.count), x)], rows: 1).allSatisfy { !$0.isNaN })
    for number in x {
      #expect(!GELU().slope(from: GELU().slopeSource == .input ? number : GELU().value(number)).isNaN)
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(GELU(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
