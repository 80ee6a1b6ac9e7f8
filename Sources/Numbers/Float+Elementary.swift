import Foundation

/// Functions that rest on e^x are stated without branches and calls, so that a loop over an array of them becomes vector
/// instructions; they are within three units in the last place, and give not a number for what is none.
///
/// With x = k ln 2 + r, |r| ≤ ½ ln 2, e^x is 2^k e^r, and e^r − 1 the exponential's series less its 1, whose terms after the eighth
/// are below Float's resolution.
extension Float: ElementaryNumber {
  /// e^x.
  @inlinable @inline(__always) public static func exp(_ x: Float) -> Float {
    // Below −104 it is nearer to 0 than to the least number above.
    let (k, series) = reduced(min(max(x, -104), 89))
    let half = k &>> 1
    return (1 + series) * power(half) * power(k &- half)
  }

  /// e^x − 1, without cancellation.
  @inlinable @inline(__always) public static func expm1(_ x: Float) -> Float {
    // Below −20 it is −1.
    let (k, series) = reduced(min(max(x, -20), 89))
    // Half of it, since 2^128 is no Float.
    let half = power(k &- 1)
    return 2 * (half * series + (half - 0.5))
  }

  /// The hyperbolic tangent.
  @inlinable @inline(__always) public static func tanh(_ x: Float) -> Float {
    let decay = expm1(-2 * x.magnitude)
    return Float(signOf: x, magnitudeOf: decay / (2 + decay))
  }

  /// ln(1 + x), without cancellation.
  @inlinable public static func log1p(_ x: Float) -> Float { Foundation.log1p(x) }
  /// The error function.
  @inlinable public static func erf(_ x: Float) -> Float { Foundation.erf(x) }
  /// 1 − erf x, without cancellation.
  @inlinable public static func erfc(_ x: Float) -> Float { Foundation.erfc(x) }

  /// k and e^r − 1.
  @inlinable @inline(__always) static func reduced(_ x: Float) -> (k: Int32, series: Float) {
    // Adding 1.5 · 2^23 rounds to a whole number and leaves it in the last bits.
    let shifted = x * 1.442_695_04 + 0x1.8p23
    let k = shifted - 0x1.8p23
    // ln 2 in two parts, of which the first has few enough bits that its product with k is exact.
    let r = (x - k * 0x1.62ep-1) - k * 0x1.0bfbe8p-15
    var series = r * (1 / 40_320) + 1 / 5040
    series = series * r + 1 / 720
    series = series * r + 1 / 120
    series = series * r + 1 / 24
    series = series * r + 1 / 6
    series = series * r + 1 / 2
    return (Int32(bitPattern: shifted.bitPattern &- 0x4B40_0000), series * (r * r) + r)
  }

  /// 2^k, for a k from −126 to 127.
  @inlinable @inline(__always) static func power(_ k: Int32) -> Float {
    Float(bitPattern: UInt32(bitPattern: k &+ 127) &<< 23)
  }
}
