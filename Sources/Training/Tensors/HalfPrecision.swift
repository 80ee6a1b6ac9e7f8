/// Numbers of 16 bits as a `Float`, which holds every one of them exactly.
enum HalfPrecision {
  /// The number that the bits of IEEE 754's binary16 are: 5 bits of exponent, 10 of fraction.
  static func float16(_ bits: UInt16) -> Float {
    let sign = UInt32(bits >> 15) << 31
    let (exponent, fraction) = (UInt32(bits >> 10 & 0x1F), UInt32(bits & 0x3FF))
    switch exponent {
    case 0:
      // Below the normal range the fraction counts multiples of 2⁻²⁴.
      let size = Float(fraction) * 0x1p-24
      return sign == 0 ? size : -size
    case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  /// The number that the bits of a bfloat16 are: the upper half of a `Float`.
  static func bfloat16(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }
}
