/// `BoxMuller` and the layout of normal fills, number by number and without vectors, to compare bits with.
enum PlainBoxMuller {
  static func pair(_ radiusWord: UInt32, _ angleWord: UInt32) -> (Float, Float) {
    let unit = (Float(Int32(bitPattern: radiusWord >> 1)) + 0.5) * 0x1p-31
    let radius = squareRoot(-2 * logarithm(unit))
    let (cosine, sine) = circle(angleWord)
    return (radius * cosine, radius * sine)
  }

  private static func logarithm(_ x: Float) -> Float {
    let bits = Int32(bitPattern: x.bitPattern)
    let exponent = (bits &- 0x3F35_04F3) >> 23
    let m = Float(bitPattern: UInt32(bitPattern: bits &- (exponent << 23)))
    let s = (m - 1) / (m + 1)
    return Float(exponent) * 0.693_147_18 + 2 * s * polynomial(s * s, [1, 1 / 3, 1 / 5, 1 / 7, 1 / 9])
  }

  private static func squareRoot(_ x: Float) -> Float {
    var inverse = Float(bitPattern: 0x5F37_5A86 &- x.bitPattern >> 1)
    for _ in 0..<3 { inverse *= 1.5 - 0.5 * x * inverse * inverse }
    return x * inverse
  }

  private static func circle(_ word: UInt32) -> (Float, Float) {
    let x = Float(Int32(bitPattern: word << 2)) * (.pi / 4 * 0x1p-31)
    let t = x * x
    let sine = x * polynomial(t, [1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362_880])
    let cosine = 1 - t * polynomial(t, [1 / 2, -1 / 24, 1 / 720, -1 / 40_320, 1 / 3_628_800])
    switch word >> 30 {
    case 0: return (cosine, sine)
    case 1: return (-sine, cosine)
    case 2: return (-cosine, -sine)
    default: return (sine, -cosine)
    }
  }

  private static func polynomial(_ t: Float, _ coefficients: [Float]) -> Float {
    coefficients.dropLast().reversed().reduce(coefficients[4]) { $0 * t + $1 }
  }
}
