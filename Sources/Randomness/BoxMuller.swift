/// Pairs of independent standard normal numbers from pairs of random words, sixteen pairs at once.
///
/// The logarithm, sine and cosine are short series of our own, free of branches, so that they are vector instructions
/// and the numbers do not depend on the machine's mathematics library. The largest magnitude that can come out is
/// √(2 · 32 ln 2) ≈ 6.66.
///
/// A pair takes three steps. They are separate, because a loop over one of them is a short chain of instructions, so
/// that the processor works on several turns at once.
///
/// Source: Box and Muller 1958, *A Note on the Generation of Random Normal Deviates*.
package enum BoxMuller {
  /// Sixteen random words.
  package typealias Words = SIMD16<UInt32>
  /// Sixteen numbers.
  package typealias Numbers = SIMD16<Float>

  /// The squared radii of pairs, −2 ln u for u uniform on (0, 1).
  @inline(__always)
  package static func squaredRadius(_ words: Words) -> Numbers {
    -2 * logarithm((converted(words &>> 1) + 0.5) * 0x1p-31)
  }

  /// The natural logarithms of positive normal numbers, to about one unit in the last place.
  ///
  /// With x = 2^e m and m in [√½, √2), ln m = 2 artanh s for s = (m − 1) / (m + 1), |s| < 0.172, whose odd series
  /// is below Float's resolution after the ninth power.
  @inline(__always)
  package static func logarithm(_ x: Numbers) -> Numbers {
    let bits = unsafeBitCast(x, to: Words.self)
    let exponent = shiftedWithSign(bits &- 0x3F35_04F3, by: 23)  // 0x3F3504F3 is √½
    let m = unsafeBitCast(bits &- exponent &<< 23, to: Numbers.self)
    let s = (m - 1) / (m + 1)
    let series = polynomial(s * s, 1, 1 / 3, 1 / 5, 1 / 7, 1 / 9)
    return converted(exponent) * 0.693_147_18 + 2 * s * series
  }

  /// The square roots of numbers that are not negative, to about one unit in the last place.
  ///
  /// Newton's iteration for 1/√x, from a first guess by the exponent.
  @inline(__always)
  package static func squareRoot(_ x: Numbers) -> Numbers {
    var inverse = unsafeBitCast(0x5F37_5A86 &- unsafeBitCast(x, to: Words.self) &>> 1, to: Numbers.self)
    for _ in 0..<3 { inverse *= 1.5 - 0.5 * x * inverse * inverse }
    return x * inverse
  }

  /// The cosines and sines of uniform angles: a word's two leading bits choose a multiple of π/2, the others, taken as
  /// a signed number, an angle within ±π/4 of it, for which the Taylor series serve.
  @inline(__always)
  package static func circle(_ words: Words) -> (cosine: Numbers, sine: Numbers) {
    let x = converted(words &<< 2) * (.pi / 4 * 0x1p-31)
    let t = x * x
    let sine = x * polynomial(t, 1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362_880)
    let cosine = 1 - t * polynomial(t, 1 / 2, -1 / 24, 1 / 720, -1 / 40_320, 1 / 3_628_800)
    let (cosineBits, sineBits) = (unsafeBitCast(cosine, to: Words.self), unsafeBitCast(sine, to: Words.self))
    // Choices by exclusive ors: an odd multiple exchanges the two, and two quadrants of each turn its sign.
    let exchange = shiftedWithSign(words &<< 1, by: 31) & (cosineBits ^ sineBits)
    let sign: UInt32 = 0x8000_0000
    return (
      unsafeBitCast(cosineBits ^ exchange ^ (words &+ sign / 2) & sign, to: Numbers.self),
      unsafeBitCast(sineBits ^ exchange ^ words & sign, to: Numbers.self)
    )
  }

  /// c₀ + c₁ t + … + c₄ t⁴, by Horner's rule.
  @inline(__always)
  private static func polynomial(
    _ t: Numbers, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float
  ) -> Numbers {
    var sum = t * c4 + c3
    sum = sum * t + c2
    sum = sum * t + c1
    return sum * t + c0
  }

  /// Words moved right as signed numbers, their sign repeated.
  @inline(__always)
  private static func shiftedWithSign(_ words: Words, by bits: Int32) -> Words {
    let numbers = unsafeBitCast(words, to: SIMD16<Int32>.self)
    return unsafeBitCast(numbers &>> SIMD16(repeating: bits), to: Words.self)
  }

  /// Words, taken as signed numbers, as the nearest Floats.
  ///
  /// The standard library's own conversion of a vector does not become one instruction.
  @inline(__always)
  private static func converted(_ words: Words) -> Numbers {
    @inline(__always) func number(_ lane: Int) -> Float { Float(Int32(bitPattern: words[lane])) }
    return Numbers(
      number(0), number(1), number(2), number(3), number(4), number(5), number(6), number(7),
      number(8), number(9), number(10), number(11), number(12), number(13), number(14), number(15))
  }
}
