import CGMP

/// An integer of any size times a power of two: what sums and products of floating-point numbers are, exactly.
struct Dyadic {
  private let integer: Integer
  private let exponent: Int

  static var zero: Dyadic { Dyadic(Integer(0), exponent: 0) }

  /// The number itself, which must be finite.
  init(_ value: Double) {
    precondition(value.isFinite, "\(value) is no number")
    // The significand of a Double, moved left by 52 places, is an integer of at most 53 bits.
    let whole = value == 0 ? 0 : Int((value.significand * 0x1p52).rounded(.toNearestOrEven))
    let spare = value == 0 ? 0 : whole.trailingZeroBitCount
    let magnitude = whole >> spare
    integer = Integer(value.sign == .minus ? -magnitude : magnitude)
    exponent = value == 0 ? 0 : Int(value.exponent) - 52 + spare
  }

  private init(_ integer: Integer, exponent: Int) {
    self.integer = integer
    self.exponent = exponent
  }

  /// −1, 0 or 1.
  var sign: Int { integer.sign }

  static func * (left: Dyadic, right: Dyadic) -> Dyadic {
    if left.sign == 0 || right.sign == 0 { return .zero }
    let product = Integer(left.integer, right.integer) { __gmpz_mul(&$0, &$1, &$2) }
    return Dyadic(product, exponent: left.exponent + right.exponent)
  }

  static func + (left: Dyadic, right: Dyadic) -> Dyadic {
    if left.sign == 0 { return right }
    if right.sign == 0 { return left }
    let (high, low) = left.exponent > right.exponent ? (left, right) : (right, left)
    let shift = UInt(high.exponent - low.exponent)
    let shifted = Integer(high.integer, high.integer) { integer, high, _ in
      __gmpz_mul_2exp(&integer, &high, shift)
    }
    let sum = Integer(shifted, low.integer) { __gmpz_add(&$0, &$1, &$2) }
    return Dyadic(sum, exponent: low.exponent)
  }

  static prefix func - (number: Dyadic) -> Dyadic {
    Dyadic(
      Integer(number.integer, number.integer) { negative, integer, _ in __gmpz_neg(&negative, &integer) },
      exponent: number.exponent)
  }

  static func - (left: Dyadic, right: Dyadic) -> Dyadic { left + -right }
}

/// The owner of one of GMP's integers.
private final class Integer {
  private var value = __mpz_struct()

  init(_ number: Int) {
    __gmpz_init_set_si(&value, number)
  }

  /// What an operation, given a zero, makes of two integers.
  ///
  /// It is given copies of their heads, because both may be one object, to which it could not have access twice.
  init(
    _ left: Integer, _ right: Integer,
    _ operation: (inout __mpz_struct, inout __mpz_struct, inout __mpz_struct) -> Void
  ) {
    __gmpz_init(&value)
    withExtendedLifetime((left, right)) {
      var heads = (left.value, right.value)
      operation(&value, &heads.0, &heads.1)
    }
  }

  deinit { __gmpz_clear(&value) }

  var sign: Int { Int(value._mp_size.signum()) }
}
