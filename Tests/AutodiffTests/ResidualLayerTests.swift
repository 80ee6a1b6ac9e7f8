import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// A rectified layer, perhaps scaled, and the sum with a shortcut, of which a plan makes one operation.
@Suite struct ResidualLayerTests {
  /// The shortcut is the fourth value, or where there are three the layer's own input.
  private func record(_ recording: inout Recording, _ values: [Value], scale: Real) throws -> Value {
    var branch = try recording.apply(MatMul(), to: values[0], values[1], layer: "it")
    branch = try recording.apply(Bias(), to: branch, values[2], layer: "it")
    branch = try recording.apply(ReLU(), to: branch, layer: "it")
    if scale != 1 { branch = try recording.apply(Scale(by: scale), to: branch, layer: "it") }
    return try recording.apply(Add(), to: branch, values.count > 3 ? values[3] : values[0], layer: "it")
  }

  /// Fast against naive, with `==`: the numbers are small and whole, and the scale keeps them exact.
  @Test(arguments: [1, 16, 37, 130], [1, 0.5, -2] as [Real])
  func isTheNaiveSum(rows: Int, scale: Real) throws {
    let key = RandomKey(seed: 41)
    for (k, m, hasOwnShortcut) in [
      (1, 1, false), (8, 8, false), (24, 24, false), (24, 24, true), (4, 2, true), (10, 30, true),
    ] {
      let x = OperationProbe.wholeNumbers(rows * k, key["x"])
      let w = OperationProbe.wholeNumbers(m * k, key["w"])
      let b = OperationProbe.wholeNumbers(m, key["b"])
      let s = hasOwnShortcut ? OperationProbe.wholeNumbers(rows * m, key["s"]) : x
      let dy = OperationProbe.wholeNumbers(rows * m, key["dy"])
      let product = NaiveProduct(x, w, inputs: k)
      let sums = product.output.enumerated().map { $1 + b[$0 % m] }
      let inside = zip(dy, sums).map { $1 > 0 ? scale * $0 : 0 }
      let gradients = product.gradients(inside)
      var db = [Real](repeating: 0, count: m)
      for (place, gradient) in inside.enumerated() { db[place % m] += gradient }
      let dx = hasOwnShortcut ? gradients.x : zip(gradients.x, dy).map { $0 + $1 }
      let shapes: [(Shape, [Real])] = [(.batch(k), x), (.fixed(m, k), w), (.fixed(m), b), (.batch(m), s)]
      for uses in 1...2 {
        let fast = try OperationProbe(
          Array(shapes.prefix(hasOwnShortcut ? 4 : 3)), rows: rows, cotangent: dy, uses: uses
        ) { try record(&$0, $1, scale: scale) }
        #expect(fast.output == zip(sums, s).map { scale * max(0, $0) + $1 })
        for (fast, naive) in zip(fast.gradients, [dx, gradients.w, db, dy]) {
          #expect(fast == naive.map { Real(uses) * $0 })
        }
      }
    }
  }

  /// Every third unit is off for all examples, so that products leave it out.
  @Test(arguments: [1, 16, 37, 300], [1, 0.3] as [Real])
  func itsNumbersAreThoseOfItsParts(rows: Int, scale: Real) throws {
    let key = RandomKey(seed: 42)
    for (k, m, hasOwnShortcut) in [
      (7, 7, false), (38, 38, false), (100, 100, false), (38, 38, true), (5, 7, true), (27, 100, true),
    ] {
      let inputs: [(shape: Shape, numbers: [Real])] = [
        (.batch(k), OperationProbe.normalNumbers(rows * k, key["x"])),
        (.fixed(m, k), OperationProbe.normalNumbers(m * k, key["w"])),
        (.fixed(m), (0..<m).map { $0 % 3 == 2 ? -1000 : Real($0 % 2) / 4 }),
        (.batch(m), OperationProbe.normalNumbers(rows * m, key["s"])),
      ]
      let dy = OperationProbe.normalNumbers(rows * m, key["dy"])
      for uses in 1...2 {
        let probes = try [true, false].map { fusing in
          try OperationProbe(
            Array(inputs.prefix(hasOwnShortcut ? 4 : 3)), rows: rows, cotangent: dy, uses: uses,
            fusing: fusing
          ) { try record(&$0, $1, scale: scale) }
        }
        #expect(probes[0].output == probes[1].output)
        #expect(probes[0].gradients == probes[1].gradients)
        #expect(probes[0].gradients[1].contains { $0 != 0 })
      }
    }
  }

  @Test(arguments: [1, 0.3] as [Real]) func oneExampleAloneIsThatOfItsParts(scale: Real) throws {
    let key = RandomKey(seed: 43)
    let inputs = [Shape.batch(17), .fixed(17, 17), .fixed(17)].enumerated().map { number, shape in
      (shape: shape, numbers: OperationProbe.normalNumbers(shape.size, key[number]))
    }
    let outputs = try [true, false].map { fusing in
      try evaluate(inputs, rows: 1, fusing: fusing) { try record(&$0, $1, scale: scale) }
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0] != inputs[0].numbers)
  }

  @Test(arguments: [1, 0.3] as [Real]) func itsGradientIsThatOfItsValue(scale: Real) throws {
    let error = try GradientCheck.vectorError { recording, x in
      let weights = recording.parameter(.fixed(4, 4), name: "weights")
      let biases = recording.parameter(.fixed(4), name: "biases")
      return try record(&recording, [x, weights, biases], scale: scale)
    }
    #expect(error < GradientCheck.tolerance)
  }

  /// A plan that makes one operation of a module has no room for what its rectifier leaves.
  @Test func aPlanMakesOneOperationOfItsParts() throws {
    var recording = Recording()
    let values = [
      recording.input(.batch(40), name: "x"), recording.parameter(.fixed(40, 40), name: "w"),
      recording.parameter(.fixed(40), name: "b"),
    ]
    let output = try record(&recording, values, scale: 0.3)
    let bytes = [true, false].map { fusing in
      Workspace(Plan(recording, keeping: [output], fusing: fusing), capacity: 256).bytes
    }
    #expect(bytes[0] < bytes[1])
  }
}
