import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct MaxPoolTests {
  /// Whole numbers, among them equal ones, of which the first counts: fast against naive, with `==`.
  @Test(arguments: [1, 2, 3], [1, 2, 3])
  func isTheNaiveMaximum(window: Int, stride: Int) throws {
    for (rows, channels, height, width) in [(1, 1, 4, 4), (2, 3, 5, 8), (3, 2, 9, 7), (18, 2, 5, 6)] {
      let shape = Shape.batch(channels, height, width)
      let (down, across) = ((height - window) / stride + 1, (width - window) / stride + 1)
      let x = OperationProbe.wholeNumbers(rows * shape.size, RandomKey(seed: 8))
      let dy = OperationProbe.wholeNumbers(rows * channels * down * across, RandomKey(seed: 9))
      var (y, dx) = ([Real](), [Real](repeating: 0, count: x.count))
      for image in 0..<rows * channels {
        for i in 0..<down {
          for j in 0..<across {
            let pixels = (0..<window * window).map { place in
              (image * height + i * stride + place / window) * width + j * stride + place % window
            }
            let largest = pixels.map { x[$0] }.max() ?? 0
            dx[pixels.first { x[$0] == largest } ?? 0] += dy[y.count]
            y.append(largest)
          }
        }
      }
      for uses in 1...2 {
        let pool = MaxPool(window: window, stride: stride)
        let fast = try OperationProbe(pool, [(shape, x)], rows: rows, cotangent: dy, uses: uses)
        #expect(fast.output == y)
        #expect(fast.gradients[0] == dx.map { Real(uses) * $0 })
      }
      #expect(try evaluate(MaxPool(window: window, stride: stride), [(shape, x)], rows: rows) == y)
    }
  }

  @Test func whatIsNotANumberIsTheLargest() throws {
    let y = try evaluate(MaxPool(window: 2), [(.batch(1, 2, 2), [1, .nan, 3, 2])], rows: 1)
    #expect(y.count == 1 && y[0].isNaN)
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.imageError(height: 6, width: 5) {
      try $0.apply(MaxPool(window: 2), to: $1, layer: "it")
    }
    #expect(error < GradientCheck.tolerance)
  }
}
