import Numbers

extension Site {
  /// Visits the numbers of input 0, a batch, that are of one feature and of one panel: they lie side by side, an image's channel
  /// pixel after pixel. `examples` has a bit for each of sixteen numbers after another, 1 where it is of an example.
  @inline(__always)
  func forEachFeature(_ body: (_ feature: Int, _ run: Range<Int>, _ examples: UInt16) -> Void) {
    let features = extents(0)[0]
    let run = size(0) / features * lanes
    var start = 0
    for panel in 0..<panels {
      let examples = examples(inPanel: panel)
      for feature in 0..<features {
        body(feature, start..<start + run, examples)
        start += run
      }
    }
  }

  /// A bit for each of a panel's examples; what is left over of the last panel has none.
  func examples(inPanel panel: Int) -> UInt16 {
    let rest = rows - panel * lanes
    return lanes == 1 || rest >= lanes ? .max : 1 << UInt16(rest) &- 1
  }

  /// How many numbers of a batch are of one feature: one an example, or an image's pixels.
  var numbersPerFeature: Int { rows * size(0) / extents(0)[0] }
}

extension SIMD16<Real> {
  /// The sum of `count` terms, sixteen at a time, four of which are summed without waiting for each other; of the last ones there
  /// may be fewer, and what the function gives behind them does not count, nor do those of each sixteen whose bit is 0.
  @inline(__always)
  static func sum(
    _ count: Int, keeping examples: UInt16 = .max, _ terms: (_ place: Int, _ count: Int) -> Self
  ) -> Real {
    var sums = LaneRow<4>.zero
    var place = 0
    while place &+ 64 <= count {
      for i in 0..<4 { sums.lanes[unchecked: i] += terms(place &+ 16 &* i, 16) }
      place &+= 64
    }
    while place &+ 16 <= count {
      sums.lanes[0] += terms(place, 16)
      place &+= 16
    }
    if place < count {
      sums.lanes[0] += terms(place, count - place).keeping(UInt16(1) << UInt16(count - place) &- 1)
    }
    return sums.total.keeping(examples).total
  }

  /// The sum of `count` numbers.
  static func sum(_ numbers: UnsafePointer<Real>, _ count: Int, keeping examples: UInt16 = .max) -> Real {
    sum(count, keeping: examples) { Self(at: numbers + $0, count: $1) }
  }

  /// The sum of the squares of `count` numbers' distances from one.
  @inline(__always)
  static func sumOfSquares(
    _ x: UnsafePointer<Real>, _ count: Int, about mean: Real, keeping examples: UInt16 = .max
  ) -> Real {
    let mean = Self(repeating: mean)
    return sum(count, keeping: examples) { place, count in
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
}
