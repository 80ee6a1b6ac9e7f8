/// A vector times a generalised inverse of a covariance matrix times the vector, χ² in law where the vector
/// is normal of mean 0 and that covariance.
struct QuadraticForm {
  /// The number.
  let value: Double
  /// The rank of the matrix, the degrees of freedom.
  let rank: Int

  /// By elimination, which passes over a component whose variance is used up by those before it.
  init(of vector: [Double], in covariance: [[Double]]) {
    var matrix = covariance
    var difference = vector
    var value = 0.0
    var rank = 0
    for pivot in matrix.indices where matrix[pivot][pivot] > 1e-10 * covariance[pivot][pivot] {
      value += difference[pivot] * difference[pivot] / matrix[pivot][pivot]
      rank += 1
      for row in matrix.indices.dropFirst(pivot + 1) {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        difference[row] -= factor * difference[pivot]
        for column in matrix.indices { matrix[row][column] -= factor * matrix[pivot][column] }
      }
    }
    self.value = value
    self.rank = rank
  }
}
