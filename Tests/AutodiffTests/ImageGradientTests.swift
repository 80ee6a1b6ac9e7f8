import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// Gradients against central differences, between a convolution and a product, so that every operation's input has a
/// gradient too and its output a cotangent of no special form.
@Suite struct ImageGradientTests {
  private static let batch = 3

  /// The relative error along the best of three random directions.
  private func error(
    height: Int, width: Int, _ build: (inout Recording, Value) throws -> Value
  ) throws -> Double {
    var recording = Recording()
    let input = recording.input(.batch(2, height, width), name: "input")
    let first = recording.parameter(.fixed(3, 2, 1, 1), name: "first")
    let stream = try recording.apply(Convolution(), to: input, first, layer: "first")
    let inner = try build(&recording, stream)
    let flat = try recording.apply(Flatten(), to: inner, layer: "flat")
    let size = recording.shape(of: flat).size
    // However many pixels there are, the logits stay small: a saturated softmax has large third derivatives.
    let scaled = try recording.apply(Scale(by: 1 / Real(size).squareRoot()), to: flat, layer: "scale")
    let last = recording.parameter(.fixed(3, size), name: "last")
    let logits = try recording.apply(MatMul(), to: scaled, last, layer: "last")
    let labels = recording.input(.batch(), name: "labels")
    let loss = try recording.apply(SoftmaxCrossEntropy(), to: logits, labels, layer: "loss")
    var workspace = Workspace(Plan(recording, loss: loss), capacity: Self.batch)
    let key = RandomKey(seed: 17)
    GradientCheck.fill(&workspace, inputs: [input], key: key)
    workspace.set(labels, to: (0..<Self.batch).map { Real($0 % 3) })
    // Along one direction the slope may vanish by chance, and leave nothing but rounding; a wrong gradient is wrong
    // along all.
    return (0..<3).map { GradientCheck.error(&workspace, loss: loss, key: key[$0]) }.min() ?? .infinity
  }

  @Test(arguments: Padding.allCases, [1, 2, 3])
  func convolutionGradient(padding: Padding, stride: Int) throws {
    for kernel in [(1, 1), (2, 2), (3, 3), (4, 5)] {
      for (height, width) in [(6, 6), (5, 7)] {
        let error = try error(height: height, width: width) { recording, x in
          let weights = recording.parameter(.fixed(4, 3, kernel.0, kernel.1), name: "weights")
          return try recording.apply(
            Convolution(stride: stride, padding: padding), to: x, weights, layer: "convolution")
        }
        #expect(error < GradientCheck.tolerance, "\(kernel) on \(height) × \(width)")
      }
    }
  }

  @Test(arguments: [Padding.zero, .circular])
  func residualBranchGradient(padding: Padding) throws {
    let error = try error(height: 6, width: 5) { recording, x in
      let weights = recording.parameter(.fixed(3, 3, 3, 3), name: "weights")
      let convolution = Convolution(padding: padding)
      let branch = try recording.apply(convolution, to: x, weights, layer: "branch")
      let again = try recording.apply(convolution, to: branch, weights, layer: "branch")
      return try recording.apply(Add(), to: again, x, layer: "join")
    }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func biasOfChannelsGradient() throws {
    let error = try error(height: 5, width: 6) { recording, x in
      let biases = recording.parameter(.fixed(3), name: "biases")
      let sum = try recording.apply(Bias(), to: x, biases, layer: "bias")
      return try recording.apply(Tanh(), to: sum, layer: "tanh")
    }
    #expect(error < GradientCheck.tolerance)
  }

  @Test(arguments: [1, 2, 3])
  func averagePoolGradient(stride: Int) throws {
    for (height, width) in [(6, 6), (5, 7)] {
      let error = try error(height: height, width: width) {
        try $0.apply(AveragePool(window: 2, stride: stride), to: $1, layer: "pool")
      }
      #expect(error < GradientCheck.tolerance)
    }
  }

  @Test func globalAveragePoolGradient() throws {
    let error = try error(height: 5, width: 7) { try $0.apply(GlobalAveragePool(), to: $1, layer: "pool") }
    #expect(error < GradientCheck.tolerance)
  }
}
