import COpenBLAS
import Numbers

/// The singular values of a matrix, the largest first: as many as it has rows or columns, whichever are fewer.
///
/// - Parameter matrix: Row-major, `rows` × `columns`.
///
/// Each is accurate to a rounding error of the largest, so that those many orders of magnitude below it are noise.
/// Divide and conquer by LAPACK's gesdd; infinite for a matrix that is not finite throughout.
public func singularValues(_ matrix: Span<Real>, rows: Int, columns: Int) -> [Real] {
  precondition(
    matrix.count == rows * columns && rows > 0 && columns > 0,
    "\(matrix.count) numbers are no \(rows) × \(columns) matrix")
  BLAS.useOneThread()
  let count = min(rows, columns)
  // The transpose of a matrix has the same singular values: LAPACK's columns are the rows here.
  var numbers = matrix.indices.map { matrix[$0] }
  guard numbers.allSatisfy(\.isFinite) else { return Array(repeating: .infinity, count: count) }
  var (m, n, status) = (Int32(columns), Int32(rows), Int32(0))
  var values = [Real](repeating: 0, count: count)
  var one = Int32(1)
  var order = [Int32](repeating: 0, count: 8 * count)
  var job = CChar(UInt8(ascii: "N"))
  // Enough for singular values alone (LAPACK's documentation of gesdd), and blocks of 64 columns.
  var room = Int32(3 * count + max(max(rows, columns), 7 * count) + 64 * (rows + columns))
  var work = [Real](repeating: 0, count: Int(room))
  #if DoublePrecision
    dgesdd_(
      &job, &m, &n, &numbers, &m, &values, nil, &one, nil, &one, &work, &room, &order, &status, 1)
  #else
    sgesdd_(
      &job, &m, &n, &numbers, &m, &values, nil, &one, nil, &one, &work, &room, &order, &status, 1)
  #endif
  precondition(status >= 0, "LAPACK's gesdd refused argument \(-status)")
  precondition(status == 0, "LAPACK's gesdd did not converge")
  return values
}
