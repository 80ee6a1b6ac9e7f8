import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct BiasTests {
  /// Fast against naive, with `==`: the numbers are small and whole.
  @Test(
    arguments: [[1], [7], [40], [3, 5], [1, 4, 4], [5, 32, 32], [6, 7, 3], [2, 2, 3, 5]], [1, 4, 18])
  func addsOneNumberToEachFeature(extents: [Int], rows: Int) throws {
    let (key, shape, features) = (RandomKey(seed: 5), Shape(isBatched: true, extents: extents), extents[0])
    let x = OperationProbe.wholeNumbers(rows * shape.size, key["x"])
    let b = OperationProbe.wholeNumbers(features, key["b"])
    let dy = OperationProbe.wholeNumbers(x.count, key["dy"])
    let feature = { (i: Int) in i % shape.size / (shape.size / features) }
    for uses in 1...2 {
      let fast = try OperationProbe(
        Bias(), [(shape, x), (.fixed(features), b)], rows: rows, cotangent: dy, uses: uses)
      #expect(fast.output == x.indices.map { x[$0] + b[feature($0)] })
      #expect(fast.gradients[0] == dy.map { Real(uses) * $0 })
      var db = [Real](repeating: 0, count: features)
      for i in dy.indices { db[feature(i)] += Real(uses) * dy[i] }
      #expect(fast.gradients[1] == db)
    }
  }

  @Test(arguments: [[1, 4, 4], [5, 32, 32], [6, 7, 3]], [1, 3, 18])
  func overwritingAnImageChangesNoNumber(extents: [Int], rows: Int) throws {
    let (key, features, shape) = (RandomKey(seed: 6), extents[0], Shape(isBatched: true, extents: extents))
    func output(keepingAll: Bool) throws -> [Real] {
      var recording = Recording()
      let image = recording.input(shape, name: "image")
      let biases = recording.parameter(.fixed(features), name: "biases")
      let doubled = try recording.apply(Scale(by: 2), to: image, layer: "it")
      let sum = try recording.apply(Bias(), to: doubled, biases, layer: "it")
      let output = try recording.apply(ReLU(), to: sum, layer: "it")
      let kept = keepingAll ? [doubled, sum, output] : [output]
      var workspace = Workspace(Plan(recording, keeping: kept), capacity: rows)
      workspace.set(image, to: OperationProbe.wholeNumbers(rows * shape.size, key["x"]))
      workspace.set(biases, to: OperationProbe.wholeNumbers(features, key["b"]))
      workspace.forward()
      return workspace.rows(of: output)
    }
    #expect(try output(keepingAll: false) == output(keepingAll: true))
  }

  @Test func oneExampleAloneAndTwo() throws {
    let (x, b): ([Real], [Real]) = ([1, 2, 3, 4], [10, 20])
    #expect(try evaluate(Bias(), [(.batch(2), x), (.fixed(2), b)], rows: 2) == [11, 22, 13, 24])
    #expect(try evaluate(Bias(), [(.batch(4), x), (.fixed(4), x)], rows: 1) == [2, 4, 6, 8])
  }

  /// Alone, and made one operation with the product before it.
  @Test(arguments: [false, true]) func itsGradientIsThatOfItsValue(fusing: Bool) throws {
    let error = try GradientCheck.vectorError(fusing: fusing) { recording, x in
      let biases = recording.parameter(.fixed(4), name: "biases")
      return try recording.apply(Bias(), to: x, biases, layer: "bias")
    }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func itsGradientIsThatOfItsValueForChannels() throws {
    let error = try GradientCheck.imageError(height: 5, width: 6) { recording, x in
      let biases = recording.parameter(.fixed(3), name: "biases")
      let sum = try recording.apply(Bias(), to: x, biases, layer: "bias")
      return try recording.apply(Tanh(), to: sum, layer: "tanh")
    }
    #expect(error < GradientCheck.tolerance)
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    let features = "the input must be a batch of features [n, m] or channels [n, m, …]"
    #expect(throws: ShapeMismatch(features)) { try Bias().shape(of: [.fixed(3), .fixed(3)]) }
    #expect(throws: ShapeMismatch(features)) { try Bias().shape(of: [.batch(), .fixed(3)]) }
    #expect(throws: ShapeMismatch("an input of 4 features takes as many biases")) {
      try Bias().shape(of: [.batch(4), .fixed(3)])
    }
    #expect(throws: ShapeMismatch("an input of 3 features takes as many biases")) {
      try Bias().shape(of: [.batch(3, 4, 4), .fixed(4)])
    }
  }
}
