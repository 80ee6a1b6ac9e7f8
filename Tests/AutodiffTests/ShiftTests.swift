import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct ShiftTests {
  /// Whole numbers, with `==`.
  @Test(arguments: [1, 16, 21], [[5], [2, 3, 2]])
  func isTheSum(rows: Int, extents: [Int]) throws {
    let shape = Shape(isBatched: true, extents: extents)
    let x = OperationProbe.wholeNumbers(rows * shape.size, RandomKey(seed: 1))
    let dy = OperationProbe.wholeNumbers(x.count, RandomKey(seed: 2))
    for uses in 1...2 {
      let fast = try OperationProbe(
        Shift(), [(shape, x), (.fixed(1), [3])], rows: rows, cotangent: dy, uses: uses)
      #expect(fast.output == x.map { $0 + 3 })
      #expect(fast.gradients[0] == dy.map { Real(uses) * $0 })
      #expect(fast.gradients[1] == [Real(uses) * dy.reduce(0, +)])
    }
  }

  @Test func manyNumbersAreRefused() {
    #expect(throws: ShapeMismatch("a batch takes one number")) {
      try Shift().shape(of: [.batch(3), .fixed(3)])
    }
  }
}
