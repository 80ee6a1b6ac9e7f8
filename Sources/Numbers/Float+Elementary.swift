import Foundation

/// All but the logarithm are stated without branches and calls, so that a loop over an array of them becomes vector
/// instructions; they are within three units in the last place, erfc within five, and give not a number for what is none.
///
/// With x = k ln 2 + r, |r| ≤ ½ ln 2, e^x is 2^k e^r, and e^r − 1 the exponential's series less its 1, whose terms after the eighth
/// are below Float's resolution. The polynomials of the error function go through Chebyshev's points, and are off by less than 2e-8.
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
    let square = x * x
    var near = square * 7.875_875_06e-5 - 8.016_864_29e-4
    near = near * square + 5.189_087_42e-3
    near = near * square - 2.685_421_20e-2
    near = near * square + 1.128_359_47e-1
    near = near * square - 3.761_262_67e-1
    near = near * square + 1.128_379_17
    return x.magnitude < 1 ? x * near : Float(signOf: x, magnitudeOf: 1 - tail(x.magnitude))
  }

  /// 1 − erf x, without cancellation.
  @inlinable @inline(__always) public static func erfc(_ x: Float) -> Float {
    let tail = tail(x.magnitude)
    return x < 0 ? 2 - tail : tail
  }

  /// 1 − erf x of an x of at least 0: e^(−x²) / (1 + 2x) times a polynomial of (x − 2) / (x + 2).
  @inlinable @inline(__always) static func tail(_ x: Float) -> Float {
    // Beyond it is nearer to 0 than to the least number above.
    let x = min(x, 10.1)
    let t = (x - 2) / (x + 2)
    var scaled = t * 2.166_778_93e-5 - 3.730_590_68e-4
    scaled = scaled * t - 1.251_374_80e-3
    scaled = scaled * t + 1.282_442_50e-3
    scaled = scaled * t + 8.639_491_47e-3
    scaled = scaled * t - 8.047_965_96e-3
    scaled = scaled * t - 5.420_572_17e-2
    scaled = scaled * t + 1.640_536_47e-1
    scaled = scaled * t - 1.660_312_97e-1
    scaled = scaled * t - 9.276_391_69e-2
    scaled = scaled * t + 1.276_978_39
    // The square of the first half of x's bits is exact, and what x² has beside it is small.
    let half = Float(bitPattern: x.bitPattern & 0xFFFF_F000)
    let rest = (half - x) * (half + x)
    let correction = 1 + rest * (1 + rest * (0.5 + rest * (1 / 6 + rest * (1 / 24))))
    return exp(-half * half) * correction * (scaled / (1 + 2 * x))
  }

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
