import Numbers

/// A number of a panel's examples: sixteen side by side, or one where a workspace holds a single example.
protocol PanelNumber {
  static var zero: Self { get }
  init(at address: UnsafePointer<Real>)
  func store(at address: UnsafeMutablePointer<Real>)
  static func + (a: Self, b: Self) -> Self
  static func / (a: Self, b: Real) -> Self
  /// The larger of two, or the one that is not a number.
  static func larger(_ a: Self, _ b: Self) -> Self
}

extension SIMD16<Real>: PanelNumber {
  @inline(__always)
  static func larger(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b.isLarger(than: a)) }

  /// Where a number is larger than another one, or is not a number.
  @inline(__always)
  func isLarger(than other: Self) -> SIMDMask<MaskStorage> { self .> other .| self .!= self }
}

extension Real: PanelNumber {
  @inline(__always)
  init(at address: UnsafePointer<Real>) { self = address.pointee }

  @inline(__always)
  func store(at address: UnsafeMutablePointer<Real>) { address.pointee = self }

  @inline(__always)
  static func larger(_ a: Self, _ b: Self) -> Self { b > a || b.isNaN ? b : a }
}
