import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct PlanTests {
  private struct Small {
    let plan: Plan
    let input: Value
    let labels: Value
    let weights: Value
    let loss: Value
    let hidden: Value
  }

  private func small(keepingHidden: Bool) throws -> Small {
    var recording = Recording()
    let input = recording.input(.batch(2), name: "input")
    let weights = recording.parameter(.fixed(3, 2), name: "weights")
    let biases = recording.parameter(.fixed(3), name: "biases")
    let product = try recording.apply(MatMul(), to: input, weights, layer: "hidden")
    let sum = try recording.apply(Bias(), to: product, biases, layer: "hidden")
    let hidden = try recording.apply(ReLU(), to: sum, layer: "hidden")
    let labels = recording.input(.batch(), name: "labels")
    let loss = try recording.apply(SoftmaxCrossEntropy(), to: hidden, labels, layer: "loss")
    let plan = Plan(recording, loss: loss, keeping: keepingHidden ? [product, sum, hidden] : [])
    return Small(plan: plan, input: input, labels: labels, weights: weights, loss: loss, hidden: hidden)
  }

  /// Rows, weights and labels of a little problem.
  private func fill(_ workspace: inout Workspace, _ small: Small, rows: Int) {
    workspace.rows = rows
    workspace.set(small.input, to: (0..<rows * 2).map { Real($0 % 5) - 1.5 })
    workspace.set(small.labels, to: (0..<rows).map { Real($0 % 3) })
    workspace.set(small.weights, to: [1, -2, 0.5, 1.5, -1, 2])
  }

  @Test func overwritingChangesNoNumber() throws {
    let (lean, full) = (try small(keepingHidden: false), try small(keepingHidden: true))
    var first = Workspace(lean.plan, capacity: 8)
    var second = Workspace(full.plan, capacity: 8)
    #expect(first.bytes < second.bytes)
    fill(&first, lean, rows: 8)
    fill(&second, full, rows: 8)
    first.forward()
    second.forward()
    first.backward()
    second.backward()
    #expect(first.scalar(lean.loss) == second.scalar(full.loss))
    let gradients = first.readGradient(of: lean.weights) { span in span.indices.map { span[$0] } }
    let others = second.readGradient(of: full.weights) { span in span.indices.map { span[$0] } }
    #expect(gradients == others)
    #expect(gradients.contains { $0 != 0 })
  }

  @Test func theGradientOfAChainThatOverwritesItsInputs() throws {
    let error = try GradientCheck.vectorError { recording, x in
      let biases = recording.parameter(.fixed(4), name: "biases")
      var stream = try recording.apply(Bias(), to: x, biases, layer: "chain")
      stream = try recording.apply(Scale(by: 2), to: stream, layer: "chain")
      stream = try recording.apply(Bias(), to: stream, biases, layer: "chain")
      return try recording.apply(Tanh(), to: stream, layer: "chain")
    }
    #expect(error < GradientCheck.tolerance)
  }

  /// Layers with biases and rectifiers, some of them residual modules, scaled or not, around one layer or two: a plan
  /// makes one operation of each, and leaves out of its products what is 0 for whole groups of examples.
  ///
  /// Deep nets have units that are 0 for all examples, so that their weights have no gradients: narrow ones, and wide
  /// ones whose gradients are products of transposed inputs, all at once or in two parts.
  @Test(
    arguments: [1, 16, 37, 300],
    [
      [5, 7, 7, 12, 3], [5] + Array(repeating: 10, count: 20) + [3],
      [20] + Array(repeating: 38, count: 20) + [3], [20] + Array(repeating: 100, count: 20) + [3],
    ])
  func fusingChangesNoNumber(rows: Int, widths: [Int]) throws {
    var recording = Recording()
    let input = recording.input(.batch(widths[0]), name: "input")
    /// After which layers there is a sum, with the input of how many layers ago, and with what scale.
    let sums: [Int: (reach: Int, scale: Real)] = [
      1: (1, 0.3), 7: (1, 0.3), 8: (1, 1), 9: (2, 1), 13: (2, 0.3), 14: (1, 1),
    ]
    var (stream, streams) = (input, [Value]())
    for (number, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      streams.append(stream)
      let weights = recording.parameter(.fixed(outputs, inputs), name: "weights \(number)")
      let biases = recording.parameter(.fixed(outputs), name: "biases \(number)")
      stream = try recording.apply(MatMul(), to: stream, weights, layer: "\(number)")
      stream = try recording.apply(Bias(), to: stream, biases, layer: "\(number)")
      if number < widths.count - 2 { stream = try recording.apply(ReLU(), to: stream, layer: "\(number)") }
      if let sum = sums[number] {
        if sum.scale != 1 {
          stream = try recording.apply(Scale(by: sum.scale), to: stream, layer: "\(number)")
        }
        stream = try recording.apply(
          Add(), to: stream, streams[number + 1 - sum.reach], layer: "\(number)")
      }
    }
    let labels = recording.input(.batch(), name: "labels")
    let loss = try recording.apply(SoftmaxCrossEntropy(), to: stream, labels, layer: "loss")
    let results = [true, false].map { fusing in
      var workspace = Workspace(Plan(recording, loss: loss, fusing: fusing), capacity: rows)
      GradientCheck.fill(&workspace, inputs: [input], key: RandomKey(seed: 5))
      workspace.updateParameters { parameters, _ in
        // Not so large that sums overflow.
        for i in parameters.indices { parameters[i] *= 2 / Real(widths[1]).squareRoot() }
      }
      workspace.set(labels, to: (0..<rows).map { Real($0 % 3) })
      workspace.forward()
      var numbers = [workspace.scalar(loss)]
      for isAdding in [false, true] {
        workspace.backward(adding: isAdding)
        for parameter in workspace.plan.parameters {
          numbers += workspace.readGradient(of: parameter.value) { span in span.indices.map { span[$0] } }
        }
      }
      return numbers
    }
    #expect(results[0] == results[1])
    #expect(results[0].contains { $0 != 0 } && results[0].allSatisfy(\.isFinite))
    #expect(widths.count == 5 || results[0].filter { $0 == 0 }.count > results[0].count / 10)
  }

  @Test func oneExampleAloneGivesWhatItGivesInABatch() throws {
    var recording = Recording()
    let input = recording.input(.batch(5), name: "input")
    let weights = recording.parameter(.fixed(4, 5), name: "weights")
    let biases = recording.parameter(.fixed(4), name: "biases")
    let product = try recording.apply(MatMul(), to: input, weights, layer: "it")
    let sum = try recording.apply(Bias(), to: product, biases, layer: "it")
    let output = try recording.apply(ReLU(), to: sum, layer: "it")
    let plan = Plan(recording, keeping: [output])
    let numbers = [1, 2].map { capacity in
      var workspace = Workspace(plan, capacity: capacity)
      workspace.set(weights, to: (0..<20).map { Real($0 * 7 % 11 - 5) })
      workspace.set(biases, to: [1, -1, 2, -2])
      workspace.set(input, to: (0..<5 * capacity).map { Real($0 % 5 - 2) })
      workspace.forward()
      return Array(workspace.rows(of: output).prefix(4))
    }
    #expect(numbers[0] == numbers[1])
    #expect(numbers[0].contains { $0 > 0 })
  }

  /// Images, and vectors of fewer numbers than are converted at once, of as many, and of more.
  @Test(
    arguments: [1, 5, 16, 33], [Shape.batch(3, 5, 5), .batch(63), .batch(64), .batch(200)]
  ) func imagesComeInAsBytes(rows: Int, shape: Shape) throws {
    var recording = Recording()
    let input = recording.input(shape, name: "images")
    let output = try recording.apply(Scale(by: 1), to: input, layer: "it")
    var workspace = Workspace(Plan(recording, keeping: [output]), capacity: 40)
    workspace.rows = rows
    let images = (0..<50 * shape.size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    workspace.fill(input, with: images.span, scale: 0.5, shift: -1) { 49 - $0 }
    workspace.forward()
    let expected = (0..<rows * shape.size).map { place in
      let (row, number) = place.quotientAndRemainder(dividingBy: shape.size)
      return Real(images[(49 - row) * shape.size + number]) * 0.5 - 1
    }
    #expect(workspace.rows(of: output) == expected)
  }

  @Test func gradientsOfPartsAddUpToTheBatchs() throws {
    let small = try small(keepingHidden: false)
    var whole = Workspace(small.plan, capacity: 48)
    fill(&whole, small, rows: 48)
    whole.forward()
    whole.backward()
    var parts = Workspace(small.plan, capacity: 32)
    fill(&parts, small, rows: 32)
    let (inputs, labels) = (whole.rows(of: small.input), whole.rows(of: small.labels))
    for range in [0..<32, 32..<48] {
      parts.rows = range.count
      parts.set(small.input, to: Array(inputs[2 * range.lowerBound..<2 * range.upperBound]))
      parts.set(small.labels, to: Array(labels[range]))
      parts.forward()
      parts.backward(share: Real(range.count) / 48, adding: range.lowerBound > 0)
    }
    let sums = parts.readGradient(of: small.weights) { span in span.indices.map { span[$0] } }
    let gradients = whole.readGradient(of: small.weights) { span in span.indices.map { span[$0] } }
    for (sum, gradient) in zip(sums, gradients) { #expect(abs(sum - gradient) < 1e-6) }
  }

  @Test func aBatchIsComputedInPartsOfWholePanels() throws {
    let plan = try small(keepingHidden: false).plan
    #expect(plan.partSize(of: 8) == 8)
    #expect(plan.partSize(of: 500) == 500)
    #expect(plan.partSize(of: 1024) == 512)
    #expect(plan.partSize(of: 1040) == 352)
    var recording = Recording()
    let images = recording.input(.batch(3, 256, 256), name: "images")
    _ = try recording.apply(SquaredLength(), to: images, layer: "length")
    #expect(Plan(recording).partSize(of: 128) == 16)
  }

  @Test(arguments: [(20, 512), (64, 128), (600, 512)]) func partsOfWideLayersAreSmallWhereAllStaysNear(
    width: Int, size: Int
  ) throws {
    var recording = Recording()
    var value = recording.input(.batch(width), name: "input")
    for layer in 0..<5 {
      let weights = recording.parameter(.fixed(width, width), name: "\(layer)")
      value = try recording.apply(MatMul(), to: value, weights, layer: "\(layer)")
    }
    #expect(Plan(recording).partSize(of: 1024) == size)
  }

  @Test func aSmallerBatchUsesItsOwnRowsAlone() throws {
    let small = try small(keepingHidden: false)
    var large = Workspace(small.plan, capacity: 8)
    var exact = Workspace(small.plan, capacity: 3)
    fill(&large, small, rows: 8)
    large.forward()
    large.backward()
    fill(&large, small, rows: 3)
    fill(&exact, small, rows: 3)
    large.forward()
    exact.forward()
    large.backward()
    exact.backward()
    #expect(large.scalar(small.loss) == exact.scalar(small.loss))
    let gradients = large.readGradient(of: small.weights) { span in span.indices.map { span[$0] } }
    #expect(gradients == exact.readGradient(of: small.weights) { span in span.indices.map { span[$0] } })
  }

  @Test func parametersKeepTheirOrder() throws {
    let plan = try small(keepingHidden: false).plan
    #expect(plan.parameters.map(\.name) == ["weights", "biases"])
    #expect(plan.parameterCount == 9)
  }

  @Test func anErrorNamesTheLayerAndBothShapes() throws {
    var recording = Recording()
    let input = recording.input(.batch(784), name: "input")
    let weights = recording.parameter(.fixed(30, 700), name: "weights")
    #expect {
      _ = try recording.apply(MatMul(), to: input, weights, layer: "hidden1")
    } throws: { error in
      "\(error)"
        == "layer 'hidden1': MatMul cannot take [n, 784] and [30, 700]: the input has 784 features, the weights take 700"
    }
  }
}
