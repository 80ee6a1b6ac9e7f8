import COpenBLAS
import Numbers

/// The calls of OpenBLAS that operations make, in the precision of `Real`; arrays are row-major.
enum BLAS {
  enum Transposition {
    case no
    case yes

    fileprivate var flag: CBLAS_TRANSPOSE { self == .yes ? CblasTrans : CblasNoTrans }
  }

  /// Makes OpenBLAS compute on the calling thread alone: runs are what is parallel, and the number of threads inside
  /// a product changes its bits.
  static func useOneThread() {
    _ = oneThread
  }

  private static let oneThread: Void = openblas_set_num_threads(1)

  /// c ← a b, or c ← c + a b where `adding`, with a [m, k] and b [k, n] after transposition.
  static func product(
    _ transposeA: Transposition, _ transposeB: Transposition, _ m: Int, _ n: Int, _ k: Int,
    _ a: UnsafeMutableBufferPointer<Real>, _ b: UnsafeMutableBufferPointer<Real>,
    into c: UnsafeMutableBufferPointer<Real>, adding: Bool
  ) {
    let strideA = Int32(transposeA == .no ? k : m)
    let strideB = Int32(transposeB == .no ? n : k)
    let (m, n, k) = (Int32(m), Int32(n), Int32(k))
    let beta: Real = adding ? 1 : 0
    #if DoublePrecision
      cblas_dgemm(
        CblasRowMajor, transposeA.flag, transposeB.flag, m, n, k, 1, a.baseAddress, strideA, b.baseAddress,
        strideB, beta, c.baseAddress, n)
    #else
      cblas_sgemm(
        CblasRowMajor, transposeA.flag, transposeB.flag, m, n, k, 1, a.baseAddress, strideA, b.baseAddress,
        strideB, beta, c.baseAddress, n)
    #endif
  }

  /// y ← w x for w [m, k] and one vector x.
  static func matrixVector(
    _ m: Int, _ k: Int, _ w: UnsafeMutableBufferPointer<Real>, _ x: UnsafeMutableBufferPointer<Real>,
    into y: UnsafeMutableBufferPointer<Real>
  ) {
    let (m, k) = (Int32(m), Int32(k))
    #if DoublePrecision
      cblas_dgemv(
        CblasRowMajor, CblasNoTrans, m, k, 1, w.baseAddress, k, x.baseAddress, 1, 0, y.baseAddress, 1)
    #else
      cblas_sgemv(
        CblasRowMajor, CblasNoTrans, m, k, 1, w.baseAddress, k, x.baseAddress, 1, 0, y.baseAddress, 1)
    #endif
  }
}
