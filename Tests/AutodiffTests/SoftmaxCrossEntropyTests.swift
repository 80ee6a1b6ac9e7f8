import Autodiff
import Foundation
import Numbers
import Randomness
import TestSupport
import Testing

/// Its gradient is compared with central differences wherever another operation's is: it is the loss there.
@Suite struct SoftmaxCrossEntropyTests {
  @Test func theLossOfEqualLogitsIsTheLogarithmOfTheClasses() throws {
    let loss = try evaluate(
      SoftmaxCrossEntropy(), [(.batch(10), Array(repeating: 3, count: 20)), (.batch(), [4, 9])], rows: 2)
    #expect(relativeError(Double(loss[0]), log(10)) < 1e-6)
  }

  @Test func itsValueAndItsGradientAreTheFormulas() throws {
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

  @Test func theLossOfHugeLogitsIsFinite() throws {
    let logits: [Real] = [1e30, -1e30, 0, -1e30, 1e30, 0]
    let loss = try evaluate(SoftmaxCrossEntropy(), [(.batch(3), logits), (.batch(), [0, 0])], rows: 2)
    // The first label has the largest logit, the second the smallest.
    #expect(relativeError(Double(loss[0]), 1e30) < 1e-6)
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("the logits must be a batch of vectors [n, classes]")) {
      try SoftmaxCrossEntropy().shape(of: [.batch(4, 1), .batch()])
    }
    #expect(throws: ShapeMismatch("the labels must be one number an example, [n]")) {
      try SoftmaxCrossEntropy().shape(of: [.batch(4), .batch(1)])
    }
  }
}
