import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct GainTests {
  /// Whole numbers, with `==`: a gain for each feature, and one for all.
  @Test(arguments: [1, 16, 21], [[5], [2, 3, 2]])
  func isTheProduct(rows: Int, extents: [Int]) throws {
    let shape = Shape(isBatched: true, extents: extents)
    let x = OperationProbe.wholeNumbers(rows * shape.size, RandomKey(seed: 1))
    let dy = OperationProbe.wholeNumbers(x.count, RandomKey(seed: 2))
    for count in [1, extents[0]] {
      let gains = OperationProbe.wholeNumbers(count, RandomKey(seed: 3))
      func gain(_ i: Int) -> Int { count == 1 ? 0 : i % shape.size / (shape.size / extents[0]) }
      var dg = [Real](repeating: 0, count: count)
      for i in x.indices { dg[gain(i)] += x[i] * dy[i] }
      for uses in 1...2 {
        let fast = try OperationProbe(
          Gain(), [(shape, x), (.fixed(count), gains)], rows: rows, cotangent: dy, uses: uses)
        #expect(fast.output == x.indices.map { gains[gain($0)] * x[$0] })
        #expect(fast.gradients[0] == x.indices.map { Real(uses) * gains[gain($0)] * dy[$0] })
        #expect(fast.gradients[1] == dg.map { Real(uses) * $0 })
      }
    }
  }

  @Test func anErrorSaysHowManyGainsThereMustBe() {
    #expect(throws: ShapeMismatch("an input of 3 features takes as many gains, or one")) {
      try Gain().shape(of: [.batch(3), .fixed(2)])
    }
  }
}
