/// Pairs of independent standard normal numbers from pairs of random words.
///
/// The logarithm, sine and cosine are short series of our own, free of branches, so that loops over them become vector
/// instructions and the numbers do not depend on the machine's mathematics library. The largest magnitude that can
/// come out is √(2 · 32 ln 2) ≈ 6.66.
///
/// Source: Box and Muller 1958, *A Note on the Generation of Random Normal Deviates*.
package enum BoxMuller {
  @inline(__always)
  package static func pair(_ radiusWord: UInt32, _ angleWord: UInt32) -> (Float, Float) {
    let unit = (Float(Int32(bitPattern: radiusWord >> 1)) + 0.5) * 0x1p-31
    let radius = squareRoot(-2 * logarithm(unit))
    let (cosine, sine) = circle(angleWord)
    return (radius * cosine, radius * sine)
  }

  /// The natural logarithm of a positive normal number, to about one unit in the last place.
  ///
  /// With x = 2^e m and m in [√½, √2), ln m = 2 artanh s for s = (m − 1) / (m + 1), |s| < 0.172, whose odd series
  /// is below Float's resolution after the ninth power.
  @inline(__always)
  package static func logarithm(_ x: Float) -> Float {
    let bits = Int32(bitPattern: x.bitPattern)
    let exponent = (bits &- 0x3F35_04F3) >> 23  // 0x3F3504F3 is √½
    let m = Float(bitPattern: UInt32(bitPattern: bits &- (exponent << 23)))
    let s = (m - 1) / (m + 1)
    let series = polynomial(s * s, 1, 1 / 3, 1 / 5, 1 / 7, 1 / 9)
    return Float(exponent) * 0.693_147_18 + 2 * s * series
  }

  /// The square root of a number that is not negative, to about one unit in the last place.
  ///
  /// Swift's own sets an error number for negative ones, a branch that keeps a loop from becoming vector
  /// instructions. Newton's iteration for 1/√x, from a first guess by the exponent.
  @inline(__always)
  package static func squareRoot(_ x: Float) -> Float {
    var inverse = Float(bitPattern: 0x5F37_5A86 &- x.bitPattern >> 1)
    for _ in 0..<3 { inverse *= 1.5 - 0.5 * x * inverse * inverse }
    return x * inverse
  }

  /// The cosine and sine of a uniform angle: a word's two leading bits choose a multiple of π/2, the others, taken as
  /// a signed number, an angle within ±π/4 of it, for which the Taylor series serve.
  @inline(__always)
  package static func circle(_ word: UInt32) -> (cosine: Float, sine: Float) {
    let x = Float(Int32(bitPattern: word << 2)) * (.pi / 4 * 0x1p-31)
    let t = x * x
    let sine = x * polynomial(t, 1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362_880)
    let cosine = 1 - t * polynomial(t, 1 / 2, -1 / 24, 1 / 720, -1 / 40_320, 1 / 3_628_800)
    let quadrant = word >> 30
    let isOdd = quadrant & 1 == 1
    let first = isOdd ? sine : cosine
    let second = isOdd ? cosine : sine
    return ((quadrant &+ 1) & 2 == 2 ? -first : first, quadrant & 2 == 2 ? -second : second)
  }

  /// c₀ + c₁ t + … + c₄ t⁴, by Horner's rule.
  @inline(__always)
  private static func polynomial(
    _ t: Float, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float
  ) -> Float {
    var sum = t * c4 + c3
    sum = sum * t + c2
    sum = sum * t + c1
    return sum * t + c0
  }
}
