import Autodiff
import Numbers
import Randomness
import TestSupport

/// Checks of what a test records between two products, so that its input has a gradient too and its output
/// a cotangent of no special form.
extension GradientCheck {
  /// The relative error of the gradient through operations on six vectors of four numbers, along a random
  /// direction; `fusing` says whether operations become one that can.
  static func vectorError(
    fusing: Bool = true, _ record: (inout Recording, Value) throws -> Value
  ) throws -> Double {
    var recording = Recording()
    let input = recording.input(.batch(5), name: "input")
    let first = recording.parameter(.fixed(4, 5), name: "first")
    let stream = try recording.apply(MatMul(), to: input, first, layer: "first")
    let inner = try record(&recording, stream)
    let flat = try recording.apply(Flatten(), to: inner, layer: "flat")
    let key = RandomKey(seed: 11)
    return try error(
      recording, from: input, to: flat, rows: 6, fusing: fusing, key: key, directions: [key])
  }

  /// The relative error of the gradient through operations on three images of three channels, along the best
  /// of three random directions.
  static func imageError(
    height: Int, width: Int, _ record: (inout Recording, Value) throws -> Value
  ) throws -> Double {
    var recording = Recording()
    let input = recording.input(.batch(2, height, width), name: "input")
    let first = recording.parameter(.fixed(3, 2, 1, 1), name: "first")
    let stream = try recording.apply(Convolution(), to: input, first, layer: "first")
    let inner = try record(&recording, stream)
    let flat = try recording.apply(Flatten(), to: inner, layer: "flat")
    // However many pixels there are, the logits stay small: a saturated softmax has large third derivatives.
    let scale = Scale(by: 1 / Real(recording.shape(of: flat).size).squareRoot())
    let scaled = try recording.apply(scale, to: flat, layer: "scale")
    let key = RandomKey(seed: 17)
    // Along one direction the slope may vanish by chance, and leave nothing but rounding; a wrong gradient is
    // wrong along all.
    return try error(
      recording, from: input, to: scaled, rows: 3, fusing: true, key: key,
      directions: (0..<3).map { key[$0] })
  }

  /// The smallest error along some directions, where three logits are products of the features with weights
  /// that learn, and the loss is their cross-entropy.
  private static func error(
    _ recording: Recording, from input: Value, to features: Value, rows: Int, fusing: Bool, key: RandomKey,
    directions: [RandomKey]
  ) throws -> Double {
    var recording = recording
    let last = recording.parameter(.fixed(3, recording.shape(of: features).size), name: "last")
    let logits = try recording.apply(MatMul(), to: features, last, layer: "last")
    let labels = recording.input(.batch(), name: "labels")
    let loss = try recording.apply(SoftmaxCrossEntropy(), to: logits, labels, layer: "loss")
    var workspace = Workspace(Plan(recording, loss: loss, fusing: fusing), capacity: rows)
    fill(&workspace, inputs: [input], key: key)
    workspace.set(labels, to: (0..<rows).map { Real($0 % 3) })
    return directions.map { error(&workspace, loss: loss, key: $0) }.min() ?? .infinity
  }
}
