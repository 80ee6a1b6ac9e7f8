import Autodiff
import TestSupport
import Testing

/// A convolution's gradients against central differences; `ConvolutionTests` has them against naive sums.
@Suite struct ConvolutionGradientTests {
  @Test(arguments: Padding.allCases, [1, 2, 3])
  func itsGradientIsThatOfItsValue(padding: Padding, stride: Int) throws {
    for kernel in [(1, 1), (2, 2), (3, 3), (4, 5)] {
      for (height, width) in [(6, 6), (5, 7)] {
        let error = try GradientCheck.imageError(height: height, width: width) { recording, x in
          let weights = recording.parameter(.fixed(4, 3, kernel.0, kernel.1), name: "weights")
          return try recording.apply(
            Convolution(stride: stride, padding: padding), to: x, weights, layer: "convolution")
        }
        #expect(error < GradientCheck.tolerance, "\(kernel) on \(height) × \(width)")
      }
    }
  }

  @Test(arguments: [Padding.zero, .circular])
  func theGradientOfAResidualBranch(padding: Padding) throws {
    let error = try GradientCheck.imageError(height: 6, width: 5) { recording, x in
      let weights = recording.parameter(.fixed(3, 3, 3, 3), name: "weights")
      let convolution = Convolution(padding: padding)
      let branch = try recording.apply(convolution, to: x, weights, layer: "branch")
      let again = try recording.apply(convolution, to: branch, weights, layer: "branch")
      return try recording.apply(Add(), to: again, x, layer: "join")
    }
    #expect(error < GradientCheck.tolerance)
  }

  @Test(arguments: Padding.allCases, [1, 2])
  func theGradientOfDilatedGroups(padding: Padding, stride: Int) throws {
    for (dilation, outputs) in [(1, 3), (2, 6)] {
      let error = try GradientCheck.imageError(height: 6, width: 7) { recording, x in
        let weights = recording.parameter(.fixed(outputs, 1, 3, 2), name: "weights")
        return try recording.apply(
          Convolution(stride: stride, padding: padding, dilation: dilation, groups: 3), to: x, weights,
          layer: "convolution")
      }
      #expect(error < GradientCheck.tolerance, "dilation \(dilation)")
    }
  }
}
