import COpenBLAS
import Numbers

/// Replaces a matrix of independent normal numbers by the orthonormal factor of its QR decomposition, whose law is
/// uniform (Haar) among such matrices.
///
/// - Parameters:
///   - matrix: Row-major, `rows` × `columns`. Afterwards the rows are orthonormal where there are no more rows than
///     columns, else the columns.
///
/// Source: Mezzadri 2007, *How to generate random matrices from the classical compact groups*: the signs of R's
/// diagonal must be given to Q, or its law is not uniform. Householder factorisation by LAPACK.
public func orthonormalize(_ matrix: inout MutableSpan<Real>, rows: Int, columns: Int) {
  precondition(matrix.count == rows * columns, "\(matrix.count) numbers are no \(rows) × \(columns) matrix")
  BLAS.useOneThread()
  let (long, short) = (max(rows, columns), min(rows, columns))
  // LAPACK's columns are the vectors to make orthonormal. A wide row-major matrix is that already.
  var vectors = [Real](repeating: 0, count: matrix.count)
  let isWide = columns >= rows
  for i in vectors.indices { vectors[i] = matrix[isWide ? i : i % long * short + i / long] }
  let signs = factor(&vectors, Int32(long), Int32(short))
  for i in vectors.indices {
    matrix[isWide ? i : i % long * short + i / long] = vectors[i] * signs[i / long]
  }
}

/// Puts Q in place of the vectors and returns the signs of R's diagonal.
private func factor(_ vectors: inout [Real], _ long: Int32, _ short: Int32) -> [Real] {
  var (m, n, status) = (long, short, Int32(0))
  var scales = [Real](repeating: 0, count: Int(short))
  var room = 64 * short
  var work = [Real](repeating: 0, count: Int(room))
  #if DoublePrecision
    dgeqrf_(&m, &n, &vectors, &m, &scales, &work, &room, &status)
  #else
    sgeqrf_(&m, &n, &vectors, &m, &scales, &work, &room, &status)
  #endif
  precondition(status == 0, "LAPACK's geqrf refused argument \(-status)")
  let signs = (0..<Int(short)).map { vectors[$0 * Int(long) + $0] < 0 ? -1 : 1 as Real }
  #if DoublePrecision
    dorgqr_(&m, &n, &n, &vectors, &m, &scales, &work, &room, &status)
  #else
    sorgqr_(&m, &n, &n, &vectors, &m, &scales, &work, &room, &status)
  #endif
  precondition(status == 0, "LAPACK's orgqr refused argument \(-status)")
  return signs
}
