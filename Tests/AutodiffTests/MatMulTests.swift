import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// Fast against naive, with `==`: the numbers are small and whole.
@Suite struct MatMulTests {
  @Test(arguments: [1, 2, 7, 64, 1000], [(1, 1), (10, 30), (17, 5), (784, 10)])
  func isTheNaiveProduct(rows: Int, extents: (inputs: Int, outputs: Int)) throws {
    let (k, m) = extents
    let x = OperationProbe.wholeNumbers(rows * k, RandomKey(seed: 1))
    let w = OperationProbe.wholeNumbers(m * k, RandomKey(seed: 2))
    let fast = try evaluate(MatMul(), [(.batch(k), x), (.fixed(m, k), w)], rows: rows)
    #expect(fast == NaiveProduct(x, w, inputs: k).output)
  }

  @Test(
    arguments: [2, 16, 50, 130, 300],
    [(1, 1), (4, 2), (10, 30), (17, 8), (104, 11), (16, 24), (100, 27), (190, 30), (64, 32)])
  func gradientsAreNaiveProducts(rows: Int, extents: (inputs: Int, outputs: Int)) throws {
    let (k, m) = extents
    let x = OperationProbe.wholeNumbers(rows * k, RandomKey(seed: 1))
    let w = OperationProbe.wholeNumbers(m * k, RandomKey(seed: 2))
    let dy = OperationProbe.wholeNumbers(rows * m, RandomKey(seed: 3))
    let naive = NaiveProduct(x, w, inputs: k).gradients(dy)
    for uses in 1...2 {
      let fast = try OperationProbe(
        MatMul(), [(.batch(k), x), (.fixed(m, k), w)], rows: rows, cotangent: dy, uses: uses)
      #expect(fast.gradients[0] == naive.x.map { Real(uses) * $0 })
      #expect(fast.gradients[1] == naive.w.map { Real(uses) * $0 })
    }
  }

  /// Two products, and the cross-entropy behind them.
  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { _, x in x }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("the input must be a batch of vectors [n, in]")) {
      try MatMul().shape(of: [.fixed(4), .fixed(3, 4)])
    }
    #expect(throws: ShapeMismatch("the weights must be a matrix [out, in]")) {
      try MatMul().shape(of: [.batch(4), .fixed(4)])
    }
    #expect(throws: ShapeMismatch("the input has 4 features, the weights take 5")) {
      try MatMul().shape(of: [.batch(4), .fixed(3, 5)])
    }
  }
}
