import Numbers

extension SIMD16<Real> {
  /// e to the power of each number, for numbers of at most 0 and to about one unit in the last place; far below 0 it
  /// does not become less than the least normal number.
  ///
  /// With x = k ln 2 + r, |r| ≤ ½ ln 2, it is 2^k times the exponential's series at r, whose terms after the thirteenth
  /// are below Double's resolution. Adding 1.5 · 2^m, m the bits of a significand, rounds to a whole number and leaves
  /// it in the last bits.
  @inline(__always)
  public var exponential: Self {
    let lowest = Real(Real.leastNormalMagnitude.exponent) * 0.69
    let x = replacing(with: lowest, where: self .< lowest)
    let shift = Real(Bits.Scalar(3) << Bits.Scalar(Real.significandBitCount - 1))
    let shifted = x * 1.442_695_040_888_963_4 + shift
    let k = shifted - shift
    // ln 2 in two parts, of which the first has few enough bits that its product with k is exact.
    var r = x
    r.add(-k, Self(repeating: 0x1.62ep-1))
    r.add(-k, Self(repeating: Real(0x1.0bfbe8e7bcd5ep-15)))
    let coefficients: InlineArray<13, Real> = [
      1 / 479_001_600, 1 / 39_916_800, 1 / 3_628_800, 1 / 362_880, 1 / 40_320, 1 / 5040, 1 / 720, 1 / 120,
      1 / 24, 1 / 6, 1 / 2, 1, 1,
    ]
    var series = Self(repeating: 1 / 6_227_020_800)
    for i in 0..<13 {
      var next = Self(repeating: coefficients[unchecked: i])
      next.add(series, r)
      series = next
    }
    let exponents = shifted.bits &<< Bits.Scalar(Real.significandBitCount)
    return Self(bits: series.bits &+ exponents)
  }

  #if DoublePrecision
    private typealias Bits = SIMD16<UInt64>
  #else
    private typealias Bits = SIMD16<UInt32>
  #endif

  @inline(__always)
  private var bits: Bits { unsafeBitCast(self, to: Bits.self) }

  @inline(__always)
  private init(bits: Bits) { self = unsafeBitCast(bits, to: Self.self) }
}
