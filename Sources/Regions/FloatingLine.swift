/// An affine function a s + b t + c of a plane's coordinates in floating point, with bounds of what rounding has done
/// to it.
struct FloatingLine {
  var a, b, c: Double
  /// How far at most a and b, each, are from the exact coefficients.
  var slopeError: Double
  /// How far at most c is from the exact coefficient.
  var offsetError: Double

  /// 2⁻⁵³: what rounding adds to a number of magnitude 1 at most.
  static let roundoff = 0x1p-53
  /// Covers what rounding does to the bounds themselves, whose terms are all positive.
  static let slack = 1.001
  /// Covers what is lost where products underflow.
  static let tiny = 1e-300

  static let zero = FloatingLine(a: 0, b: 0, c: 0, slopeError: 0, offsetError: 0)

  init(a: Double, b: Double, c: Double, slopeError: Double, offsetError: Double) {
    (self.a, self.b, self.c) = (a, b, c)
    (self.slopeError, self.offsetError) = (slopeError, offsetError)
  }

  /// Coefficients that are exact.
  init(exactly a: Double, _ b: Double, _ c: Double) {
    self.init(a: a, b: b, c: c, slopeError: 0, offsetError: 0)
  }

  static prefix func - (line: FloatingLine) -> FloatingLine {
    FloatingLine(
      a: -line.a, b: -line.b, c: -line.c, slopeError: line.slopeError, offsetError: line.offsetError)
  }

  static func + (left: FloatingLine, right: FloatingLine) -> FloatingLine {
    var sum = FloatingLine(
      a: left.a + right.a, b: left.b + right.b, c: left.c + right.c,
      slopeError: left.slopeError + right.slopeError, offsetError: left.offsetError + right.offsetError)
    sum.add(roundings: 1)
    return sum
  }

  static func * (factor: Double, line: FloatingLine) -> FloatingLine {
    if factor == 0 || line.isZero { return .zero }
    if factor == 1 { return line }
    let size = abs(factor)
    var product = FloatingLine(
      a: factor * line.a, b: factor * line.b, c: factor * line.c,
      slopeError: size * line.slopeError + (line.isConstant ? 0 : tiny),
      offsetError: size * line.offsetError + tiny)
    product.add(roundings: 1)
    return product
  }

  /// Whether the function is certainly constant.
  var isConstant: Bool { a == 0 && b == 0 && slopeError == 0 }

  /// Whether the function is certainly zero everywhere.
  var isZero: Bool { isConstant && c == 0 && offsetError == 0 }

  /// Widens the bounds by what as many roundings of the coefficients' own size add; slack keeps them bounds.
  private mutating func add(roundings: Double) {
    slopeError = Self.slack * (slopeError + roundings * Self.roundoff * max(abs(a), abs(b)))
    offsetError = Self.slack * (offsetError + roundings * Self.roundoff * abs(c))
  }
}
