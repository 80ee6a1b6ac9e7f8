import Autodiff
import Numbers
import TestSupport
import Testing

/// Rows of an array as examples, and the inner product that pulls a cotangent back to them.
@Suite struct ExamplesTests {
  /// The rows' own gradients are the cotangents, also where a batch does not fill the array, or a panel.
  @Test(arguments: [[3], [2, 2, 3]], [1, 5, 20])
  func gradientsAreThoseOfEachExample(extents: [Int], rows: Int) throws {
    let size = extents.reduce(1, *)
    var recording = Recording()
    let array = recording.parameter(Shape(isBatched: false, extents: [20] + extents), name: "array")
    let examples = try recording.apply(Examples(), to: array, layer: "examples")
    let doubled = try recording.apply(Scale(by: 2), to: examples, layer: "doubled")
    let cotangents = recording.input(Shape(isBatched: true, extents: extents), name: "cotangents")
    let loss = try recording.apply(InnerProduct(), to: doubled, cotangents, layer: "loss")
    var workspace = Workspace(Plan(recording, loss: loss, keeping: [doubled]), capacity: 20)
    workspace.rows = rows
    let numbers = (0..<20 * size).map { Real($0 % 7) }
    let weights = (0..<rows * size).map { Real($0 % 5 + 1) }
    workspace.set(array, to: numbers)
    workspace.set(cotangents, to: weights)
    workspace.forward()
    #expect(workspace.rows(of: doubled) == numbers.prefix(rows * size).map { 2 * $0 })
    #expect(workspace.scalar(loss) == zip(numbers, weights).reduce(0) { $0 + 2 * $1.0 * $1.1 })
    workspace.backward()
    let gradient = workspace.readGradient(of: array) { span in span.indices.map { span[$0] } }
    let rest = [Real](repeating: 0, count: (20 - rows) * size)
    #expect(gradient == weights.map { 2 * $0 } + rest)
  }

  @Test func aBatchHasNoRowsToBecomeExamples() throws {
    var recording = Recording()
    let batch = recording.input(.batch(3), name: "batch")
    #expect(throws: ShapeError.self) { try recording.apply(Examples(), to: batch, layer: "examples") }
  }
}
