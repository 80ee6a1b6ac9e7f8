import Autodiff
import Foundation
import Numbers
import Randomness
import TestSupport
import Testing

/// Values against slow and obvious ones, with `==` where the sums are exact.
@Suite struct OperationValueTests {
  /// Small whole numbers, whose products and sums Float holds exactly.
  private func wholeNumbers(_ count: Int, _ key: RandomKey) -> [Real] {
    var stream = key.stream()
    return (0..<count).map { _ in Real(stream.next(below: 9) - 4) }
  }

  private func evaluate(
    _ operation: some Autodiff.Operation, _ inputs: [(Shape, [Real])], rows: Int
  ) throws -> [Real] {
    var recording = Recording()
    let values = inputs.enumerated().map { recording.input($1.0, name: "input\($0)") }
    let output =
      values.count == 1
      ? try recording.apply(operation, to: values[0], layer: "it")
      : try recording.apply(operation, to: values[0], values[1], layer: "it")
    var workspace = Workspace(Plan(recording, keeping: [output]), capacity: rows)
    for (value, input) in zip(values, inputs) { workspace.set(value, to: input.1) }
    workspace.forward()
    return workspace.rows(of: output)
  }

  @Test(arguments: [1, 2, 7, 64, 1000], [(1, 1), (10, 30), (17, 5), (784, 10)])
  func matMulIsTheNaiveProduct(rows: Int, extents: (inputs: Int, outputs: Int)) throws {
    let (k, m) = extents
    let x = wholeNumbers(rows * k, RandomKey(seed: 1)), w = wholeNumbers(m * k, RandomKey(seed: 2))
    var naive = [Real](repeating: 0, count: rows * m)
    for row in 0..<rows {
      for unit in 0..<m {
        for i in 0..<k { naive[row * m + unit] += x[row * k + i] * w[unit * k + i] }
      }
    }
    #expect(try evaluate(MatMul(), [(.batch(k), x), (.fixed(m, k), w)], rows: rows) == naive)
  }

  @Test(
    arguments: [2, 16, 50, 130, 300], [(1, 1), (4, 2), (10, 30), (17, 8), (104, 11), (16, 24), (100, 27)])
  func gradientsOfMatMulAreNaiveProducts(rows: Int, extents: (inputs: Int, outputs: Int)) throws {
    let (k, m) = extents
    let x = wholeNumbers(rows * k, RandomKey(seed: 1)), w = wholeNumbers(m * k, RandomKey(seed: 2))
    let dy = wholeNumbers(rows * m, RandomKey(seed: 3))
    var dx = [Real](repeating: 0, count: x.count)
    var dw = [Real](repeating: 0, count: w.count)
    for row in 0..<rows {
      for unit in 0..<m {
        for i in 0..<k {
          dx[row * k + i] += dy[row * m + unit] * w[unit * k + i]
          dw[unit * k + i] += dy[row * m + unit] * x[row * k + i]
        }
      }
    }
    for uses in 1...2 {
      let fast = try OperationProbe(
        MatMul(), [(.batch(k), x), (.fixed(m, k), w)], rows: rows, cotangent: dy, uses: uses)
      #expect(fast.gradients[0] == dx.map { Real(uses) * $0 })
      #expect(fast.gradients[1] == dw.map { Real(uses) * $0 })
    }
  }

  @Test func flattenKeepsEveryRowTogether() throws {
    for (rows, extents) in [(2, [3, 4, 4]), (19, [1, 5, 7]), (33, [2, 4, 4])] {
      let shape = Shape(isBatched: true, extents: extents)
      let x = (0..<rows * shape.size).map { Real($0) }
      let fast = try OperationProbe(Flatten(), [(shape, x)], rows: rows, cotangent: x.reversed())
      #expect(fast.output == x)
      #expect(fast.gradients[0] == x.reversed())
    }
  }

  @Test func correctCountTakesTheFirstOfTheLargestLogitsAndNoneThatIsNotFinite() throws {
    let logits: [Real] = [1, 3, 2, 3, 3, 0, .nan, 1, 0, 0, .infinity, 1, -1, -2, -3]
    for (labels, count) in [([1, 0, 0, 1, 0], 3), ([1, 1, 1, 1, 1], 1), ([0, 0, 2, 2, 0], 2)]
      as [([Real], Real)]
    {
      #expect(
        try evaluate(CorrectCount(), [(.batch(3), logits), (.batch(), labels)], rows: 5) == [count])
    }
  }

  /// Few different logits, so that many are equal; a last panel that is not full.
  @Test(arguments: [1, 2, 10]) func correctCountIsThatOfTheFirstLargestLogits(classes: Int) throws {
    let rows = 71
    let logits = wholeNumbers(rows * classes, RandomKey(seed: 17)[classes])
    let labels = (0..<rows).map { Real($0 % classes) }
    let correct = (0..<rows).count { row in
      let mine = logits[row * classes..<(row + 1) * classes]
      return mine.firstIndex(of: mine.max() ?? 0) == row * classes + Int(labels[row])
    }
    #expect(
      try evaluate(CorrectCount(), [(.batch(classes), logits), (.batch(), labels)], rows: rows) == [
        Real(correct)
      ])
  }

  @Test func biasAddsToEveryRow() throws {
    let y = try evaluate(Bias(), [(.batch(2), [1, 2, 3, 4]), (.fixed(2), [10, 20])], rows: 2)
    #expect(y == [11, 22, 13, 24])
  }

  @Test func pointwiseFunctions() throws {
    let x: [Real] = [-2, 0, 3]
    #expect(try evaluate(ReLU(), [(.batch(3), x)], rows: 1) == [0, 0, 3])
    #expect(try evaluate(LeakyReLU(slope: 0.5), [(.batch(3), x)], rows: 1) == [-1, 0, 3])
    #expect(try evaluate(Tanh(), [(.batch(3), x)], rows: 1) == x.map { tanh($0) })
    #expect(try evaluate(Scale(by: -2), [(.batch(3), x)], rows: 1) == [4, 0, -6])
    #expect(try evaluate(Flatten(), [(.batch(3, 1), x)], rows: 1) == x)
    #expect(try evaluate(Add(), [(.batch(3), x), (.batch(3), [1, 1, 1])], rows: 1) == [-1, 1, 4])
    #expect(try evaluate(SquaredLength(), [(.batch(3), x + [1, 1, 1])], rows: 2) == [13, 3])
  }

  @Test func whatIsNoNumberStaysNone() throws {
    #expect(try evaluate(ReLU(), [(.batch(1), [.nan])], rows: 1)[0].isNaN)
  }

  @Test func crossEntropyOfEqualLogitsIsTheLogarithmOfTheClasses() throws {
    let loss = try evaluate(
      SoftmaxCrossEntropy(), [(.batch(10), Array(repeating: 3, count: 20)), (.batch(), [4, 9])], rows: 2)
    #expect(relativeError(Double(loss[0]), log(10)) < 1e-6)
  }

  @Test func crossEntropyAndItsGradientAreTheFormulas() throws {
    let (rows, classes) = (37, 7)
    var stream = RandomKey(seed: 4).stream()
    let logits = (0..<rows * classes).map { _ in Real(stream.next(below: 4000)) / 100 - 20 }
    let labels = (0..<rows).map { _ in Real(stream.next(below: classes)) }
    let fast = try OperationProbe(
      SoftmaxCrossEntropy(), [(.batch(classes), logits), (.batch(), labels)], rows: rows, cotangent: [1])
    var loss = 0.0
    for row in 0..<rows {
      let exponentials = (0..<classes).map { exp(Double(logits[row * classes + $0])) }
      let total = exponentials.reduce(0, +)
      let label = Int(labels[row])
      loss -= log(exponentials[label] / total) / Double(rows)
      for i in 0..<classes {
        let slope = (exponentials[i] / total - (i == label ? 1 : 0)) / Double(rows)
        #expect(abs(Double(fast.gradients[0][row * classes + i]) - slope) < 1e-6 / Double(rows))
      }
    }
    #expect(relativeError(Double(fast.output[0]), loss) < 1e-6)
  }

  @Test func crossEntropyOfHugeLogitsIsFinite() throws {
    let logits: [Real] = [1e30, -1e30, 0, -1e30, 1e30, 0]
    let loss = try evaluate(SoftmaxCrossEntropy(), [(.batch(3), logits), (.batch(), [0, 0])], rows: 2)
    // The first label has the largest logit, the second the smallest.
    #expect(relativeError(Double(loss[0]), 1e30) < 1e-6)
  }
}
