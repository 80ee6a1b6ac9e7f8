import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct CorrectCountTests {
  @Test func takesTheFirstOfTheLargestLogitsAndNoneThatIsNotFinite() throws {
    let logits: [Real] = [1, 3, 2, 3, 3, 0, .nan, 1, 0, 0, .infinity, 1, -1, -2, -3]
    for (labels, count) in [([1, 0, 0, 1, 0], 3), ([1, 1, 1, 1, 1], 1), ([0, 0, 2, 2, 0], 2)]
      as [([Real], Real)]
    {
      #expect(
        try evaluate(CorrectCount(), [(.batch(3), logits), (.batch(), labels)], rows: 5) == [count])
    }
  }

  /// Few different logits, so that many are equal; a last panel that is not full.
  @Test(arguments: [1, 2, 10]) func isThatOfTheFirstLargestLogits(classes: Int) throws {
    let rows = 71
    let logits = OperationProbe.wholeNumbers(rows * classes, RandomKey(seed: 17)[classes])
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

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    #expect(throws: ShapeMismatch("the labels must be one number an example, [n]")) {
      try CorrectCount().shape(of: [.batch(4), .batch(1)])
    }
  }
}
