import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct OrthonormalizeTests {
  private func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> [Real] {
    var matrix = [Real](repeating: 0, count: rows * columns)
    var span = matrix.mutableSpan
    RandomKey(seed: seed).fillNormal(&span, deviation: 1)
    orthonormalize(&span, rows: rows, columns: columns)
    return matrix
  }

  @Test(arguments: [(1, 1), (3, 7), (7, 3), (20, 20), (64, 100)])
  func theShorterSideIsOrthonormal(rows: Int, columns: Int) {
    let q = matrix(rows, columns, seed: 5)
    let (vectors, length) = (min(rows, columns), max(rows, columns))
    func entry(_ vector: Int, _ i: Int) -> Double {
      Double(rows <= columns ? q[vector * columns + i] : q[i * columns + vector])
    }
    for a in 0..<vectors {
      for b in 0...a {
        let product = (0..<length).reduce(0.0) { $0 + entry(a, $1) * entry(b, $1) }
        #expect(abs(product - (a == b ? 1 : 0)) < 1e-5)
      }
    }
  }

  /// Without the correction of signs, a Householder factor's corner would always be negative.
  @Test func entriesAreAsOftenPositiveAsNegative() {
    let count = 2000
    let positive = (0..<count).count { matrix(3, 3, seed: UInt64($0))[0] > 0 }
    let z = (Double(positive) - Double(count) / 2) / (Double(count) / 4).squareRoot()
    #expect(abs(z) < 4)
  }
}
