import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct GlobalAveragePoolTests {
  /// Powers of two keep the means exact, and numbers are small and whole: fast against naive, with `==`.
  @Test(arguments: [(1, 1, 1), (3, 2, 4), (5, 8, 8), (2, 32, 32)], [1, 3, 18])
  func isTheNaiveMean(extents: (channels: Int, height: Int, width: Int), rows: Int) throws {
    let (channels, pixels) = (extents.channels, extents.height * extents.width)
    let key = RandomKey(seed: 9)
    let x = OperationProbe.wholeNumbers(rows * channels * pixels, key["x"])
    let dy = OperationProbe.wholeNumbers(rows * channels, key["dy"])
    var y = [Real](repeating: 0, count: dy.count)
    for i in x.indices { y[i / pixels] += x[i] / Real(pixels) }
    for uses in 1...2 {
      let shape = Shape.batch(channels, extents.height, extents.width)
      let fast = try OperationProbe(GlobalAveragePool(), [(shape, x)], rows: rows, cotangent: dy, uses: uses)
      #expect(fast.output == y)
      #expect(fast.gradients[0] == x.indices.map { Real(uses) * dy[$0 / pixels] / Real(pixels) })
      #expect(try evaluate(GlobalAveragePool(), [(shape, x)], rows: rows) == y)
    }
  }

  @Test func sizesThatAreNoWholeVectorsAreSummedToTheEnd() throws {
    for pixels in [1, 15, 16, 17, 33] {
      let x = (1...pixels).map { Real($0) }
      let mean = try OperationProbe(
        GlobalAveragePool(), [(.batch(1, 1, pixels), x)], rows: 1, cotangent: [1]
      ).output
      #expect(mean == [Real(pixels + 1) / 2])
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.imageError(height: 5, width: 7) {
      try $0.apply(GlobalAveragePool(), to: $1, layer: "pool")
    }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("the input must be a batch of images [n, channels, height, width]")) {
      try GlobalAveragePool().shape(of: [.batch(8, 8)])
    }
  }
}
