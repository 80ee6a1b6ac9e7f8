import Foundation
import Numbers
import Testing

@Suite struct ElementaryNumberTests {
  /// Of a function's value in Float and what it should be, how many units in the last place lie between.
  private static func units(_ value: Float, _ exact: Double) -> Double {
    let rounded = Float(exact)
    if rounded.isNaN { return value.isNaN ? 0 : .infinity }
    if rounded.isInfinite { return value == rounded ? 0 : .infinity }
    return abs(Double(value) - exact) / Double(max(rounded.magnitude, .leastNormalMagnitude).ulp)
  }

  /// Of all kinds of Float: every 9,973rd pattern of bits, infinities, zeros and what is no number among them.
  private static let numbers: [Float] =
    stride(from: UInt32(0), to: .max - 9_973, by: 9_973).map(Float.init(bitPattern:))
    + [.infinity, -.infinity, 0, -0.0, .nan, 88.722_83, 88.722_84, -87.336_55, -103.972_08, -103.972_09]

  private static func worst(_ float: (Float) -> Float, _ double: (Double) -> Double) -> Double {
    numbers.map { units(float($0), double(Double($0))) }.max() ?? .infinity
  }

  @Test func floatsAreNearWhatDoublesSay() {
    #expect(Self.worst(Float.exp, Double.exp) <= 1)
    #expect(Self.worst(Float.expm1, Double.expm1) <= 1.5)
    #expect(Self.worst(Float.tanh, Double.tanh) <= 3)
    #expect(Self.worst(Float.erf, Double.erf) <= 3)
  }

  /// Up to where the tail is no normal number; beyond, it is nearer to what it should be than to the least one.
  @Test func normalTailsAreNearWhatDoublesSay() {
    let sizes = Self.numbers.map(\.magnitude)
    for size in sizes where !(size > 12.9) {
      let (float, double) = (Float.normalTail(size), Double.normalTail(Double(size)))
      #expect(Self.units(float.density, double.density) <= 2)
      #expect(Self.units(float.tail, double.tail) <= 6)
    }
    for size in sizes where size > 12.9 {
      let (density, tail) = Float.normalTail(size)
      let exact = Double.normalTail(Double(size))
      let least = Double(Float.leastNormalMagnitude)
      #expect(abs(Double(density) - exact.density) < least || Self.units(density, exact.density) <= 2)
      #expect(abs(Double(tail) - exact.tail) < least)
    }
    #expect(Float.normalTail(.infinity) == (0, 0))
  }

  @Test func oddFunctionsKeepTheSignOfZero() {
    #expect(Float.tanh(-0.0).sign == .minus && Float.tanh(0).sign == .plus)
    #expect(Float.erf(-0.0).sign == .minus && Float.erf(0).sign == .plus)
  }
}
