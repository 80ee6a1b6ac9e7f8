import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct SquaredErrorTests {
  @Test(arguments: [1, 16, 21]) func isTheNaiveMean(rows: Int) throws {
    let (classes, key) = (3, RandomKey(seed: 4))
    let x = OperationProbe.wholeNumbers(rows * classes, key)
    let labels = (0..<rows).map { Real($0 * 7 % classes) }
    let distances = x.indices.map { x[$0] - (Real($0 % classes) == labels[$0 / classes] ? 1 : 0) }
    let probe = try OperationProbe(
      SquaredError(), [(.batch(classes), x), (.batch(), labels)], rows: rows, cotangent: [2])
    let mean = distances.reduce(0) { $0 + $1 * $1 } / Real(rows * classes)
    #expect(abs(probe.output[0] - mean) <= 2 * Real.ulpOfOne * mean)
    for (gradient, distance) in zip(probe.gradients[0], distances) {
      #expect(abs(gradient - 4 * distance / Real(rows * classes)) < 1e-6)
    }
  }
}
