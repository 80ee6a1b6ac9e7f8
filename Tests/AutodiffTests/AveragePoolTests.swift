import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct AveragePoolTests {
  /// Powers of two keep the means exact, and numbers are small and whole: fast against naive, with `==`.
  @Test(arguments: [1, 2, 4], [1, 2, 3, 5])
  func isTheNaiveMean(window: Int, stride: Int) throws {
    for (rows, channels, height, width) in [(1, 1, 4, 4), (2, 3, 5, 8), (3, 2, 9, 7), (18, 2, 5, 6)] {
      let shape = Shape.batch(channels, height, width)
      let (down, across) = ((height - window) / stride + 1, (width - window) / stride + 1)
      let key = RandomKey(seed: 8)
      let x = OperationProbe.wholeNumbers(rows * shape.size, key["x"])
      let dy = OperationProbe.wholeNumbers(rows * channels * down * across, key["dy"])
      var (y, dx) = ([Real](repeating: 0, count: dy.count), [Real](repeating: 0, count: x.count))
      for image in 0..<rows * channels {
        for i in 0..<down {
          for j in 0..<across {
            let output = (image * down + i) * across + j
            for a in 0..<window {
              for b in 0..<window {
                let pixel = (image * height + i * stride + a) * width + j * stride + b
                y[output] += x[pixel] / Real(window * window)
                dx[pixel] += dy[output] / Real(window * window)
              }
            }
          }
        }
      }
      for uses in 1...2 {
        let pool = AveragePool(window: window, stride: stride)
        let fast = try OperationProbe(pool, [(shape, x)], rows: rows, cotangent: dy, uses: uses)
        #expect(fast.output == y)
        #expect(fast.gradients[0] == dx.map { Real(uses) * $0 })
      }
      #expect(try evaluate(AveragePool(window: window, stride: stride), [(shape, x)], rows: rows) == y)
    }
  }

  @Test(arguments: [1, 2, 3])
  func itsGradientIsThatOfItsValue(stride: Int) throws {
    for (height, width) in [(6, 6), (5, 7)] {
      let error = try GradientCheck.imageError(height: height, width: width) {
        try $0.apply(AveragePool(window: 2, stride: stride), to: $1, layer: "pool")
      }
      #expect(error < GradientCheck.tolerance)
    }
  }

  @Test func windowsLieSideBySideUnlessAStrideIsGiven() throws {
    #expect(AveragePool(window: 3).stride == 3)
    #expect(try AveragePool(window: 3).shape(of: [.batch(2, 7, 9)]) == .batch(2, 2, 3))
    #expect(try AveragePool(window: 3, stride: 1).shape(of: [.batch(2, 7, 9)]) == .batch(2, 5, 7))
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("the input must be a batch of images [n, channels, height, width]")) {
      try AveragePool(window: 2).shape(of: [.batch(8, 8)])
    }
    #expect(throws: ShapeMismatch("a window of 5 × 5 does not fit into an image of 8 × 4")) {
      try AveragePool(window: 5).shape(of: [.batch(1, 8, 4)])
    }
  }
}
