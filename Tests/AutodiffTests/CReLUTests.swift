import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct CReLUTests {
  /// Whole numbers, with `==`; vectors in panels, one vector, and images.
  @Test(arguments: [1, 16, 21], [[5], [2, 3, 2]])
  func isBothRectifiersSideBySide(rows: Int, extents: [Int]) throws {
    let shape = Shape(isBatched: true, extents: extents)
    let x = OperationProbe.wholeNumbers(rows * shape.size, RandomKey(seed: 1))
    let dy = OperationProbe.wholeNumbers(2 * rows * shape.size, RandomKey(seed: 2))
    func place(_ i: Int) -> Int { i / shape.size * 2 * shape.size + i % shape.size }
    var y = [Real](repeating: 0, count: dy.count)
    for i in x.indices { (y[place(i)], y[place(i) + shape.size]) = (max(0, x[i]), max(0, -x[i])) }
    let dx = x.indices.map { i in
      x[i] > 0 ? dy[place(i)] : x[i] < 0 ? -dy[place(i) + shape.size] : 0
    }
    for uses in 1...2 {
      let fast = try OperationProbe(CReLU(), [(shape, x)], rows: rows, cotangent: dy, uses: uses)
      #expect(fast.output == y)
      #expect(fast.gradients[0] == dx.map { Real(uses) * $0 })
    }
    #expect(try evaluate(CReLU(), [(shape, x)], rows: rows) == y)
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.vectorError { try $0.apply(CReLU(), to: $1, layer: "it") }
    #expect(error < GradientCheck.tolerance)
  }
}
