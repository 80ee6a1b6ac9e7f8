import Numbers

extension Site {
  /// Visits the numbers of input 0, a batch, that are of one feature and lie side by side: those of a panel's examples, or of
  /// an image's channel. The first `count` of them are of examples.
  @inline(__always)
  func forEachFeature(_ body: (_ feature: Int, _ run: Range<Int>, _ count: Int) -> Void) {
    let isImage = extents(0).count > 1
    let features = isImage ? extents(0)[0] : size(0)
    let run = isImage ? size(0) / features : lanes
    var start = 0
    for block in 0..<(isImage ? rows : panels) {
      let count = isImage ? run : min(lanes, rows - block * lanes)
      for feature in 0..<features {
        body(feature, start..<start + run, count)
        start += run
      }
    }
  }

  /// How many numbers of a batch are of one feature: one an example, or an image's pixels.
  var numbersPerFeature: Int { extents(0).count > 1 ? rows * size(0) / extents(0)[0] : rows }
}

extension SIMD16<Real> {
  /// Up to sixteen numbers from any address, and zeros behind them.
  @inline(__always)
  init(at address: UnsafePointer<Real>, count: Int) {
    if count == 16 {
      self.init(at: address)
    } else {
      self = .zero
      for i in 0..<count { self[i] = address[i] }
    }
  }

  /// The sum of `count` terms, sixteen at a time; of the last ones there may be fewer, and what the function gives behind
  /// them does not count.
  @inline(__always)
  static func sum(_ count: Int, _ terms: (_ place: Int, _ count: Int) -> Self) -> Real {
    var sums = Self.zero
    var place = 0
    while place + 16 <= count {
      sums += terms(place, 16)
      place += 16
    }
    if place < count { sums += terms(place, count - place).keeping(UInt16(1) << UInt16(count - place) &- 1) }
    return sums.total
  }

  /// The sum of the squares of `count` numbers' distances from one.
  @inline(__always)
  static func sumOfSquares(_ x: UnsafePointer<Real>, _ count: Int, about mean: Real) -> Real {
    let mean = Self(repeating: mean)
    return sum(count) { place, count in
      let distance = Self(at: x + place, count: count) - mean
      return distance * distance
    }
  }

  /// The sum of `count` products of numbers and others' distances from one.
  @inline(__always)
  static func sum(
    of y: UnsafePointer<Real>, times x: UnsafePointer<Real>, about mean: Real, _ count: Int
  ) -> Real {
    let mean = Self(repeating: mean)
    return sum(count) { place, count in
      Self(at: y + place, count: count) * (Self(at: x + place, count: count) - mean)
    }
  }

  /// The sum of `count` products from a place on.
  @inline(__always)
  static func sum(
    of x: UnsafeMutableBufferPointer<Real>, times y: UnsafeMutableBufferPointer<Real>, from start: Int,
    _ count: Int
  ) -> Real {
    guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
    return sum(count) { place, count in
      Self(at: x + start + place, count: count) * Self(at: y + start + place, count: count)
    }
  }
}
