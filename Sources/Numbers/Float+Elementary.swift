import CProcessor
import Foundation

/// All but the logarithm are stated without branches and calls, so that a loop over an array of them becomes vector
/// instructions; they are within three units in the last place, and give not a number for what is none.
///
/// With x = k ln 2 + r, |r| ≤ ½ ln 2, e^x is 2^k e^r. The polynomials of e^r − 1 and of a normal number's law have the least largest
/// relative error, below 2e-8, and that of the error function goes through Chebyshev's points and is off by as little.
extension Float: ElementaryNumber {
  /// e^x.
  @inlinable @inline(__always) public static func exp(_ x: Float) -> Float {
    // Below −104 it is nearer to 0 than to the least number above, and from 89 on it is infinite.
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

  /// The error function: x times a polynomial of x² up to 1.
  @inlinable @inline(__always) public static func erf(_ x: Float) -> Float {
    let near: Float = polynomial(
      [
        7.875_875_06e-5, -8.016_864_29e-4, 5.189_087_42e-3, -2.685_421_20e-2, 1.128_359_47e-1,
        -3.761_262_67e-1, 1.128_379_17,
      ], at: x * x)
    let far = 1 - 2 * normalTail(x.magnitude * 1.414_213_56).tail
    return x.magnitude < 1 ? x * near : Float(signOf: x, magnitudeOf: far)
  }

  /// Of a standard normal number's law, the density at an x of at least 0 and the probability beyond it: with u = 1 / (x + 2.5), the
  /// latter is e^(−x²/2) u times a polynomial of 1 − 5u.
  @inlinable @inline(__always) public static func normalTail(_ x: Float) -> (density: Float, tail: Float) {
    // From here on the power of 2 is 0, and the density nearer to 0 than to the least normal number.
    let x = min(x, 13.27)
    let exponent = -0.5 * x * x
    let rest = processor_rest(-0.5 * x, x, exponent)
    let shifted = exponent.times(1.442_695_04, plus: 0x1.8p23 + 127)
    let series = series(of: exponent, less: shifted - (0x1.8p23 + 127), rest)
    let power = Float(bitPattern: shifted.bitPattern &<< 23)
    let decay = series.times(power, plus: power)
    let inverse = 1 / (x + 2.5)
    let scaled = polynomial(
      [
        -1.557_837_79e-4, -3.082_264_92e-4, 6.842_326_39e-4, 2.521_173_22e-3, -1.601_461_66e-3,
        -1.638_549_43e-2, 9.236_052_97e-3, 1.319_869_24e-1, -4.336_920_22e-1, 7.066_566_61e-1,
      ], at: inverse.times(-5, plus: 1))
    return (decay * 0.398_942_280, decay * inverse * scaled)
  }

  /// k and e^r − 1.
  @inlinable @inline(__always) static func reduced(_ x: Float) -> (k: Int32, series: Float) {
    // Adding 1.5 · 2^23 rounds to a whole number and leaves it in the last bits.
    let shifted = x.times(1.442_695_04, plus: 0x1.8p23)
    return (
      Int32(bitPattern: shifted.bitPattern &- 0x4B40_0000), series(of: x, less: shifted - 0x1.8p23, 0)
    )
  }

  /// e^r − 1 of r = x − k ln 2 + rest.
  @inlinable @inline(__always)
  static func series(of x: Float, less k: Float, _ rest: Float) -> Float {
    // ln 2 in two parts, of which the first has few enough bits that its product with k is exact.
    let r = k.times(-0x1.62ep-1, plus: x) + k.times(-0x1.0bfbe8p-15, plus: rest)
    let second = polynomial(
      [1.984_588_1e-4, 1.394_067_0e-3, 8.333_389_5e-3, 4.166_636_0e-2, 1.666_666_64e-1, 0.5], at: r)
    return second.times(r * r, plus: r)
  }

  /// 2^k, for a k from −126 to 127.
  @inlinable @inline(__always) static func power(_ k: Int32) -> Float {
    Float(bitPattern: UInt32(bitPattern: k &+ 127) &<< 23)
  }

  /// A polynomial of x, whose coefficients begin with the highest power's.
  @inlinable @inline(__always)
  static func polynomial<let count: Int>(_ coefficients: InlineArray<count, Float>, at x: Float) -> Float {
    var sum = coefficients[unchecked: 0]
    var i = 1
    while i < count {
      sum = sum.times(x, plus: coefficients[unchecked: i])
      i &+= 1
    }
    return sum
  }

  /// The number times a factor, plus a term: rounded once where the program was compiled for a processor that can, and twice elsewhere.
  @inlinable @inline(__always)
  func times(_ factor: Float, plus term: Float) -> Float {
    processor_times_plus(self, factor, term)
  }
}
