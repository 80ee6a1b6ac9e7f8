import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// Tangents are what central differences of the operations are; their gradients are checked as those of any other.
@Suite struct TangentTests {
  @Test func aRectifiersTangentPassesWhereItIsActive() throws {
    let probe = try OperationProbe(
      RectifierTangent(), [(.batch(3), [5, -6, 7, 1, 2, 3]), (.batch(3), [1, 0, 2, 0, 0, 4])], rows: 2,
      cotangent: [1, 2, 3, 4, 5, 6])
    #expect(probe.output == [5, 0, 7, 0, 0, 3])
    #expect(probe.gradients == [[1, 0, 3, 0, 0, 6], [0, 0, 0, 0, 0, 0]])
  }

  @Test(arguments: [0, 0.2] as [Real]) func aLossMovesByItsTangent(smoothing: Real) throws {
    let (rows, classes) = (19, 5)
    let loss = SoftmaxCrossEntropy(smoothing: smoothing)
    let logits = OperationProbe.normalNumbers(rows * classes, .init(seed: 1))
    let moves = OperationProbe.normalNumbers(rows * classes, .init(seed: 2))
    var stream = RandomKey(seed: 3).stream()
    let labels = (0..<rows).map { _ in Real(stream.next(below: classes)) }
    let batch = Shape.batch(classes)
    let tangent = try OperationProbe(
      CrossEntropyTangent(of: loss), [(batch, logits), (batch, moves), (.batch(), labels)], rows: rows,
      cotangent: [1])
    let slopes = try OperationProbe(loss, [(batch, logits), (.batch(), labels)], rows: rows, cotangent: [1])
    let expected = zip(slopes.gradients[0], moves).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    #expect(relativeError(Double(tangent.output[0]), expected) < 1e-5)
    // ∂/∂t of the tangent is the loss's own gradient.
    for (one, other) in zip(tangent.gradients[1], slopes.gradients[0]) { #expect(abs(one - other) < 1e-7) }
  }
}

@Suite struct TangentGradientTests {
  @Test func theGradientsOfALossesTangentAreTheDifferences() throws {
    var recording = Recording()
    let x = recording.input(.batch(6), name: "x")
    let labels = recording.input(.batch(), name: "labels")
    let arrays = ["logits", "moves"].map { recording.parameter(.fixed(4, 6), name: $0) }
    let streams = try arrays.map { try recording.apply(MatMul(), to: x, $0, layer: "product") }
    let moved = try recording.apply(Tanh(), to: streams[1], layer: "tanh")
    let loss = try recording.apply(
      CrossEntropyTangent(of: SoftmaxCrossEntropy(smoothing: 0.1)), to: streams[0], moved, labels,
      layer: "loss")
    var workspace = Workspace(Plan(recording, loss: loss), capacity: 21)
    workspace.rows = 21
    GradientCheck.fill(&workspace, inputs: [x], key: .init(seed: 5))
    workspace.set(labels, to: (0..<21).map { Real($0 % 4) })
    #expect(GradientCheck.error(&workspace, loss: loss, key: .init(seed: 6)) < GradientCheck.tolerance)
  }
}
