import Autodiff
import TestSupport
import Testing

@Suite struct InnerProductTests {
  /// The gradient adds up where a value is used twice, and is scaled by what comes after.
  @Test func itsGradientIsTheOtherFactor() throws {
    var recording = Recording()
    let array = recording.parameter(.fixed(3, 2), name: "array")
    let examples = try recording.apply(Examples(), to: array, layer: "examples")
    let twice = try recording.apply(Add(), to: examples, examples, layer: "twice")
    let weights = recording.input(.batch(2), name: "weights")
    let product = try recording.apply(InnerProduct(), to: twice, weights, layer: "product")
    let loss = try recording.apply(Scale(by: 3), to: product, layer: "loss")
    var workspace = Workspace(Plan(recording, loss: loss, keeping: [product]), capacity: 3)
    workspace.set(array, to: [1, 2, 3, 4, 5, 6])
    workspace.set(weights, to: [1, 0, -1, 2, 0, 1])
    workspace.forward()
    #expect(workspace.scalar(product) == 2 * (1 - 3 + 8 + 6))
    workspace.backward()
    let gradient = workspace.readGradient(of: array) { span in span.indices.map { span[$0] } }
    #expect(gradient == [6, 0, -6, 12, 0, 6])
  }

  @Test func itsFactorsAreOfOneShape() throws {
    var recording = Recording()
    let batch = recording.input(.batch(3), name: "batch")
    let other = recording.input(.batch(4), name: "other")
    #expect(throws: ShapeError.self) { try recording.apply(InnerProduct(), to: batch, other, layer: "loss") }
  }
}
