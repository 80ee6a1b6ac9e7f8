import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct SingularValuesTests {
  /// An orthogonal matrix, drawn.
  private func orthogonal(_ count: Int, _ seed: UInt64) -> [Real] {
    var matrix = [Real](repeating: 0, count: count * count)
    var span = matrix.mutableSpan
    RandomKey(seed: seed).fillNormal(&span, deviation: 1)
    orthonormalize(&span, rows: count, columns: count)
    return matrix
  }

  /// Q₁ diag Q₂ of orthogonal matrices has the numbers of the diagonal.
  @Test(arguments: [(5, 8), (8, 5), (6, 6), (1, 4), (4, 1), (1, 1), (90, 70)])
  func aDiagonalBetweenOrthogonalMatrices(rows: Int, columns: Int) {
    let (left, right) = (orthogonal(rows, 1), orthogonal(columns, 2))
    let known: [Double] = (0..<min(rows, columns)).map { place in
      place == 3 ? 0 : 3 / Double(place + 1)
    }
    var matrix = [Real](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = 0.0
        for (k, value) in known.enumerated() {
          sum += Double(left[row * rows + k]) * value * Double(right[k * columns + column])
        }
        matrix[row * columns + column] = Real(sum)
      }
    }
    let values = singularValues(matrix.span, rows: rows, columns: columns)
    #expect(values.count == known.count)
    for (value, expected) in zip(values, known.sorted(by: >)) {
      #expect(abs(Double(value) - expected) < 1e-5)
    }
  }

  @Test func whatIsNotFiniteHasInfiniteOnes() {
    let matrix: [Real] = [1, .nan, 0, 2]
    #expect(singularValues(matrix.span, rows: 2, columns: 2) == [.infinity, .infinity])
  }
}
