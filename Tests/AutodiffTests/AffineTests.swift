import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// A product, its biases and perhaps a rectifier, of which a plan makes one operation.
@Suite struct AffineTests {
  private func record(
    _ recording: inout Recording, _ values: [Value], isRectified: Bool
  ) throws -> Value {
    let product = try recording.apply(MatMul(), to: values[0], values[1], layer: "it")
    let sum = try recording.apply(Bias(), to: product, values[2], layer: "it")
    return isRectified ? try recording.apply(ReLU(), to: sum, layer: "it") : sum
  }

  /// Fast against naive, with `==`: the numbers are small and whole.
  @Test(arguments: [1, 16, 37, 130], [false, true])
  func isTheNaiveSum(rows: Int, isRectified: Bool) throws {
    let key = RandomKey(seed: 31)
    for (k, m) in [(1, 1), (4, 2), (10, 30), (17, 8), (104, 11)] {
      let x = OperationProbe.wholeNumbers(rows * k, key["x"])
      let w = OperationProbe.wholeNumbers(m * k, key["w"])
      let b = OperationProbe.wholeNumbers(m, key["b"])
      let dy = OperationProbe.wholeNumbers(rows * m, key["dy"])
      let product = NaiveProduct(x, w, inputs: k)
      let sums = product.output.enumerated().map { $1 + b[$0 % m] }
      let isActive = sums.map { !isRectified || $0 > 0 }
      let inside = zip(dy, isActive).map { $1 ? $0 : 0 }
      let gradients = product.gradients(inside)
      var db = [Real](repeating: 0, count: m)
      for (place, gradient) in inside.enumerated() { db[place % m] += gradient }
      for uses in 1...2 {
        let fast = try OperationProbe(
          [(.batch(k), x), (.fixed(m, k), w), (.fixed(m), b)], rows: rows, cotangent: dy, uses: uses
        ) { try record(&$0, $1, isRectified: isRectified) }
        #expect(fast.output == zip(sums, isActive).map { $1 ? $0 : 0 })
        for (fast, naive) in zip(fast.gradients, [gradients.x, gradients.w, db]) {
          #expect(fast == naive.map { Real(uses) * $0 })
        }
      }
    }
  }

  /// Biases that do not learn leave their gradients to the product, its input, and a shortcut.
  @Test(arguments: [false, true])
  func biasesNeedNotLearn(isResidual: Bool) throws {
    let (rows, size) = (37, 8)
    let key = RandomKey(seed: 33)
    let inputs: [(shape: Shape, numbers: [Real])] = [
      (.batch(size), OperationProbe.wholeNumbers(rows * size, key["x"])),
      (.fixed(size, size), OperationProbe.wholeNumbers(size * size, key["w"])),
    ]
    let cotangent = OperationProbe.wholeNumbers(rows * size, key["dy"])
    let probes = try [false, true].map { isLearning in
      try OperationProbe(inputs, rows: rows, cotangent: cotangent) { recording, values in
        let shape = Shape.fixed(size)
        let biases =
          isLearning ? recording.parameter(shape, name: "b") : recording.input(shape, name: "b")
        let output = try record(&recording, values + [biases], isRectified: true)
        return isResidual ? try recording.apply(Add(), to: output, values[0], layer: "it") : output
      }
    }
    #expect(probes[0].output == probes[1].output)
    #expect(probes[0].gradients == probes[1].gradients)
    #expect(probes[0].gradients.allSatisfy { $0.contains { $0 != 0 } })
  }

  /// Every third unit that is rectified is off for all examples, so that products leave it out.
  @Test(arguments: [1, 16, 37, 300], [false, true])
  func itsNumbersAreThoseOfItsParts(rows: Int, isRectified: Bool) throws {
    let key = RandomKey(seed: 32)
    for (k, m) in [(5, 7), (38, 38), (100, 27), (27, 100)] {
      let x = OperationProbe.normalNumbers(rows * k, key["x"])
      let w = OperationProbe.normalNumbers(m * k, key["w"])
      let b = (0..<m).map { $0 % 3 == 2 ? -1000 : Real($0 % 2) / 4 }
      let dy = OperationProbe.normalNumbers(rows * m, key["dy"])
      for uses in 1...2 {
        let probes = try [true, false].map { fusing in
          try OperationProbe(
            [(.batch(k), x), (.fixed(m, k), w), (.fixed(m), b)], rows: rows, cotangent: dy, uses: uses,
            fusing: fusing
          ) { try record(&$0, $1, isRectified: isRectified) }
        }
        #expect(probes[0].output == probes[1].output)
        #expect(probes[0].gradients == probes[1].gradients)
        #expect(probes[0].gradients[1].contains { $0 != 0 })
      }
    }
  }

  /// The same where it is the inputs that are off: some of them, all of a block of sixteen, or all there are.
  @Test(arguments: [37, 300], [(38, 38), (100, 27), (190, 30), (64, 32), (27, 10)])
  func inputsThatAreOffHaveNoGradients(rows: Int, extents: (inputs: Int, outputs: Int)) throws {
    let (k, m) = extents
    let key = RandomKey(seed: 34)
    let x = OperationProbe.normalNumbers(rows * 9, key["x"])
    let first = OperationProbe.normalNumbers(k * 9, key["first"])
    let w = OperationProbe.normalNumbers(m * k, key["w"])
    let dy = OperationProbe.normalNumbers(rows * m, key["dy"])
    for isOff: (Int) -> Bool in [{ $0 % 3 == 2 || 16..<32 ~= $0 }, { _ in true }] {
      let b = (0..<k).map { isOff($0) ? -1000 : Real($0 % 2) / 4 }
      for uses in 1...2 {
        let probes = try [true, false].map { fusing in
          try OperationProbe(
            [(.batch(9), x), (.fixed(k, 9), first), (.fixed(k), b), (.fixed(m, k), w)], rows: rows,
            cotangent: dy, uses: uses, fusing: fusing
          ) { recording, values in
            let inside = try record(&recording, Array(values[0..<3]), isRectified: true)
            return try recording.apply(MatMul(), to: inside, values[3], layer: "last")
          }
        }
        #expect(probes[0].output == probes[1].output)
        #expect(probes[0].gradients == probes[1].gradients)
        let gradients = probes[0].gradients[3]
        for i in gradients.indices where isOff(i % k) { #expect(gradients[i] == 0) }
        #expect(gradients.contains { $0 != 0 } == (0..<k).contains { !isOff($0) })
      }
    }
  }

  @Test(arguments: [false, true]) func oneExampleAloneIsThatOfItsParts(isRectified: Bool) throws {
    let key = RandomKey(seed: 33)
    let inputs = [Shape.batch(17), .fixed(8, 17), .fixed(8)].enumerated().map { number, shape in
      (shape: shape, numbers: OperationProbe.normalNumbers(shape.size, key[number]))
    }
    let outputs = try [true, false].map { fusing in
      try evaluate(inputs, rows: 1, fusing: fusing) { try record(&$0, $1, isRectified: isRectified) }
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0].contains { $0 > 0 })
    #expect(outputs[0].contains { $0 < 0 } != isRectified)
  }

  @Test(arguments: [1, 16, 37]) func whatIsNoNumberStaysNone(rows: Int) throws {
    var x = [Real](repeating: 1, count: rows * 2)
    x[0] = .nan
    let output = try evaluate(
      [(.batch(2), x), (.fixed(3, 2), [1, 2, 3, 4, 5, 6]), (.fixed(3), [0, 0, 0])], rows: rows
    ) {
      try record(&$0, $1, isRectified: true)
    }
    #expect(output.map(\.isNaN) == output.indices.map { $0 < 3 })
  }

  @Test(arguments: [false, true]) func itsGradientIsThatOfItsValue(isRectified: Bool) throws {
    let error = try GradientCheck.vectorError { recording, x in
      let weights = recording.parameter(.fixed(4, 4), name: "weights")
      let biases = recording.parameter(.fixed(4), name: "biases")
      return try record(&recording, [x, weights, biases], isRectified: isRectified)
    }
    #expect(error < GradientCheck.tolerance)
  }

  /// A plan that makes one operation of a rectified layer has room for what tells where it is active.
  @Test func aPlanMakesOneOperationOfItsParts() throws {
    var recording = Recording()
    let values = [
      recording.input(.batch(5), name: "x"), recording.parameter(.fixed(40, 5), name: "w"),
      recording.parameter(.fixed(40), name: "b"),
    ]
    let output = try record(&recording, values, isRectified: true)
    let bytes = [true, false].map { fusing in
      Workspace(Plan(recording, keeping: [output], fusing: fusing), capacity: 16).bytes
    }
    #expect(bytes[0] > bytes[1])
  }
}
