import CProcessor
import Numbers

/// Sixteen numbers that are computed with at once: one AVX-512 register of Float.
public typealias Lanes = SIMD16<Real>

extension SIMD16<Real> {
  /// `count` rounded up to whole vectors.
  @inline(__always)
  static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// Sixteen numbers from any address.
  @inlinable
  @inline(__always)
  public init(at address: UnsafePointer<Real>) {
    self = UnsafeRawPointer(address).loadUnaligned(as: Self.self)
  }

  /// Writes the sixteen numbers to any address.
  @inlinable
  @inline(__always)
  public func store(at address: UnsafeMutablePointer<Real>) {
    UnsafeMutableRawPointer(address).storeBytes(of: self, as: Self.self)
  }

  /// Up to sixteen numbers from any address, and zeros behind them.
  @inline(__always)
  init(at address: UnsafePointer<Real>, count: Int) {
    guard count < 16 else {
      self.init(at: address)
      return
    }
    #if DoublePrecision
      self = processor_load_double(address, Int64(count))
    #else
      self = processor_load_float(address, Int64(count))
    #endif
  }

  /// Writes the first numbers.
  @inline(__always)
  func store(at address: UnsafeMutablePointer<Real>, count: Int) {
    guard count < 16 else { return store(at: address) }
    #if DoublePrecision
      processor_store_double(address, self, Int64(count))
    #else
      processor_store_float(address, self, Int64(count))
    #endif
  }

  /// What Swift's own operators compute, of all numbers at once.
  @inline(__always)
  static func + (a: Self, b: Self) -> Self {
    #if DoublePrecision
      processor_sum_double(a, b)
    #else
      processor_sum_float(a, b)
    #endif
  }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self {
    #if DoublePrecision
      processor_difference_double(a, b)
    #else
      processor_difference_float(a, b)
    #endif
  }

  @inline(__always)
  static func * (a: Self, b: Self) -> Self {
    #if DoublePrecision
      processor_product_double(a, b)
    #else
      processor_product_float(a, b)
    #endif
  }

  @inline(__always)
  static func / (a: Self, b: Self) -> Self {
    #if DoublePrecision
      processor_quotient_double(a, b)
    #else
      processor_quotient_float(a, b)
    #endif
  }

  @inline(__always)
  static func * (a: Self, b: Real) -> Self { a * Self(repeating: b) }

  @inline(__always)
  static func / (a: Self, b: Real) -> Self { a / Self(repeating: b) }

  @inline(__always)
  static func += (a: inout Self, b: Self) { a = a + b }

  @inline(__always)
  static func *= (a: inout Self, b: Self) { a = a * b }

  /// The number with b c added, rounded once.
  @inline(__always)
  func addingProduct(_ b: Self, _ c: Self) -> Self {
    #if DoublePrecision
      processor_fused_double(self, b, c)
    #else
      processor_fused_float(self, b, c)
    #endif
  }

  /// The sum of all lanes, in pairs rather than one after another.
  @inline(__always)
  public var total: Real {
    #if DoublePrecision
      processor_total_double(self)
    #else
      processor_total_float(self)
    #endif
  }

  /// The sums of sixteen vectors that lie one after another, each as `total` takes it.
  @inline(__always)
  init(totalsOf vectors: UnsafePointer<Real>) {
    #if DoublePrecision
      self = processor_totals_double(vectors)
    #else
      self = processor_totals_float(vectors)
    #endif
  }

  /// A bit for each number: 1 where it is above 0, or none.
  @inline(__always)
  private var active: UInt16 {
    #if DoublePrecision
      processor_active_double(self)
    #else
      processor_active_float(self)
    #endif
  }

  /// The numbers whose bits are 1, and 0 for the others.
  @inline(__always)
  func keeping(_ bits: UInt16) -> Self {
    #if DoublePrecision
      processor_keep_double(self, bits)
    #else
      processor_keep_float(self, bits)
    #endif
  }

  /// The first numbers, one at each bit that is 1, and 0 elsewhere.
  @inline(__always)
  func spread(_ bits: UInt16) -> Self {
    #if DoublePrecision
      processor_spread_double(self, bits)
    #else
      processor_spread_float(self, bits)
    #endif
  }

  /// The sum of so many vectors, four of which are summed without waiting for each other.
  @inline(__always)
  static func sum(_ numbers: UnsafePointer<Real>, vectors count: Int) -> Self {
    var sums = LaneRow<4>.zero
    for i in 0..<count / 4 { sums = sums + LaneRow<4>(at: numbers + i &* 64, apart: 16) }
    for i in count & ~3..<count { sums.lanes[0] += Self(at: numbers + i &* 16) }
    return sums.total
  }
}

/// A few vectors that take part in the same products.
protocol LaneBlock {
  static var zero: Self { get }
  /// How many consecutive numbers a block holds.
  static var width: Int { get }
  /// Vectors whose addresses are `distance` numbers apart.
  init(at address: UnsafePointer<Real>, apart distance: Int)
  func store(at address: UnsafeMutablePointer<Real>)
  func store(at address: UnsafeMutablePointer<Real>, apart distance: Int)
  /// Adds w x.
  mutating func add(_ w: Lanes, _ x: Self)
  /// Makes 0 of negative numbers; returns a bit for each number, vector after vector, 1 where it is not 0 then. There is
  /// room for four vectors.
  mutating func rectify() -> UInt64
  static func + (a: Self, b: Self) -> Self
  /// Applies a function to each vector.
  func map(_ transform: (Lanes) -> Lanes) -> Self
}

extension SIMD16<Real>: LaneBlock {
  static var width: Int { 16 }

  @inline(__always)
  init(at address: UnsafePointer<Real>, apart distance: Int) { self.init(at: address) }

  @inline(__always)
  func store(at address: UnsafeMutablePointer<Real>, apart distance: Int) { store(at: address) }

  @inline(__always)
  mutating func rectify() -> UInt64 {
    let bits = active
    self = keeping(bits)
    return UInt64(bits)
  }

  @inline(__always)
  func map(_ transform: (Lanes) -> Lanes) -> Lanes { transform(self) }

  /// Rounds once where the program was compiled for a processor that can, and twice elsewhere: there a fused product
  /// would be a call of a function for each number.
  @inline(__always)
  mutating func add(_ w: Lanes, _ x: Lanes) {
    if processor_fuses_products() { self = addingProduct(w, x) } else { self += w * x }
  }
}

extension LaneRow<4> {
  /// The sum of the four vectors.
  @inline(__always)
  var total: Lanes { (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) }
}

/// Some vectors side by side: four and more, so that the loads of a kernel are fewer than its products.
struct LaneRow<let count: Int>: LaneBlock {
  var lanes: InlineArray<count, Lanes>

  static var zero: Self { Self(lanes: .init(repeating: .zero)) }
  static var width: Int { 16 * count }

  @inline(__always)
  init(lanes: InlineArray<count, Lanes>) { self.lanes = lanes }

  @inline(__always)
  init(at address: UnsafePointer<Real>, apart distance: Int) {
    lanes = .init(repeating: .zero)
    for i in 0..<count { lanes[unchecked: i] = Lanes(at: address + i &* distance) }
  }

  @inline(__always)
  func store(at address: UnsafeMutablePointer<Real>) { store(at: address, apart: 16) }

  @inline(__always)
  func store(at address: UnsafeMutablePointer<Real>, apart distance: Int) {
    for i in 0..<count { lanes[unchecked: i].store(at: address + i &* distance) }
  }

  @inline(__always)
  mutating func rectify() -> UInt64 {
    var bits: UInt64 = 0
    for i in 0..<count { bits |= lanes[unchecked: i].rectify() << (16 * i) }
    return bits
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self {
    var sum = a
    for i in 0..<count { sum.lanes[unchecked: i] += b.lanes[unchecked: i] }
    return sum
  }

  @inline(__always)
  func map(_ transform: (Lanes) -> Lanes) -> Self {
    var result = self
    for i in 0..<count { result.lanes[unchecked: i] = transform(lanes[unchecked: i]) }
    return result
  }

  @inline(__always)
  mutating func add(_ w: Lanes, _ x: Self) {
    for i in 0..<count { lanes[unchecked: i].add(w, x.lanes[unchecked: i]) }
  }
}
