/// Sixteen numbers that are computed with at once: one AVX-512 register of Float.
typealias Lanes = SIMD16<Real>

extension SIMD16<Real> {
  /// `count` rounded up to whole vectors.
  @inline(__always)
  static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// Sixteen numbers from any address.
  @inline(__always)
  init(at address: UnsafePointer<Real>) {
    self = UnsafeRawPointer(address).loadUnaligned(as: Self.self)
  }

  @inline(__always)
  func store(at address: UnsafeMutablePointer<Real>) {
    UnsafeMutableRawPointer(address).storeBytes(of: self, as: Self.self)
  }

  /// The sum of all lanes, in pairs rather than one after another.
  @inline(__always)
  var total: Real {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    return (four.x + four.z) + (four.y + four.w)
  }

  /// The sum of `count` numbers.
  static func sum(_ numbers: UnsafePointer<Real>, _ count: Int) -> Real {
    var sums = Self.zero
    var i = 0
    while i + 16 <= count {
      sums += Self(at: numbers + i)
      i += 16
    }
    var rest: Real = 0
    while i < count {
      rest += numbers[i]
      i += 1
    }
    return sums.total + rest
  }
}

/// A few vectors that take part in the same products.
protocol LaneBlock {
  static var zero: Self { get }
  /// How many consecutive numbers a block holds.
  static var width: Int { get }
  init(at address: UnsafePointer<Real>)
  func store(at address: UnsafeMutablePointer<Real>)
  /// Adds w x.
  mutating func add(_ w: Lanes, _ x: Self)
}

extension SIMD16<Real>: LaneBlock {
  static var width: Int { 16 }

  /// Rounds twice: a fused product is hardly faster where the processor has it, and a call of a function where the
  /// program was not compiled for such a processor.
  @inline(__always)
  mutating func add(_ w: Lanes, _ x: Lanes) { self += w * x }
}

/// Four vectors: enough that the loads of a kernel are fewer than its products.
struct FourLanes: LaneBlock {
  var a, b, c, d: Lanes

  static var zero: Self { Self(a: .zero, b: .zero, c: .zero, d: .zero) }
  static var width: Int { 64 }

  @inline(__always)
  init(a: Lanes, b: Lanes, c: Lanes, d: Lanes) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  @inline(__always)
  init(at address: UnsafePointer<Real>) {
    self.init(
      a: Lanes(at: address), b: Lanes(at: address + 16),
      c: Lanes(at: address + 32), d: Lanes(at: address + 48))
  }

  @inline(__always)
  func store(at address: UnsafeMutablePointer<Real>) {
    a.store(at: address)
    b.store(at: address + 16)
    c.store(at: address + 32)
    d.store(at: address + 48)
  }

  @inline(__always)
  mutating func add(_ w: Lanes, _ x: Self) {
    a.add(w, x.a)
    b.add(w, x.b)
    c.add(w, x.c)
    d.add(w, x.d)
  }
}
