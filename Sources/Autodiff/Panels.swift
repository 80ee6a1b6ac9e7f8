import Numbers

/// How a batch lies in memory: in panels of sixteen examples, number after number, the sixteen examples of each number side by
/// side.
enum Panels {
  /// Writes rows [count, size] as panels; lanes that are left over repeat the last row, so that nothing computed from
  /// them is larger than what is computed from a row.
  static func pack(
    _ rows: UnsafePointer<Real>, count: Int, size: Int, into panels: UnsafeMutablePointer<Real>
  ) {
    forEachTile(count, size) { first, number, height, width in
      let (from, to) = (rows + number, panels + first * size + number * lanes)
      if width == lanes {
        let tile = transposed { from + min(first + $0, count - 1) * size }
        for i in 0..<lanes { tile[unchecked: i].store(at: to + i * lanes) }
      } else {
        for i in 0..<width {
          for lane in 0..<lanes { to[i * lanes + lane] = from[min(first + lane, count - 1) * size + i] }
        }
      }
    }
  }

  /// Writes panels as rows [count, size].
  static func unpack(
    _ panels: UnsafePointer<Real>, count: Int, size: Int, into rows: UnsafeMutablePointer<Real>
  ) {
    forEachTile(count, size) { first, number, height, width in
      let (from, to) = (panels + first * size + number * lanes, rows + first * size + number)
      if width == lanes {
        let tile = transposed { from + $0 * lanes }
        for row in 0..<height { tile[unchecked: row].store(at: to + row * size) }
      } else {
        for row in 0..<height {
          for i in 0..<width { to[row * size + i] = from[i * lanes + row] }
        }
      }
    }
  }

  /// Writes the sum of each number over all examples, added to what is there where `adding`; what is left over of the
  /// last panel must be 0.
  static func sum(
    _ x: UnsafePointer<Real>, panels: Int, size: Int, into sums: UnsafeMutablePointer<Real>, adding: Bool,
    scratch: UnsafeMutableRawPointer
  ) {
    sum(panels: panels, size: size, into: sums, adding: adding, scratch: scratch) { place, _, _ in
      Lanes(at: x + place)
    }
  }

  /// How many bytes of scratch memory the sums of `size` numbers need.
  static func scratchBytes(ofSums size: Int) -> Int { Lanes.padded(size) * MemoryLayout<Lanes>.size }

  /// Writes the sum, over all examples, of what a function makes of each number; the function is given where the number's
  /// examples lie, which it is, and the panel.
  ///
  /// Panel after panel, as they lie: the same number of many panels lies as far apart as makes places fall together in a
  /// first-level cache.
  @inline(__always)
  static func sum(
    panels: Int, size: Int, into sums: UnsafeMutablePointer<Real>, adding: Bool,
    scratch: UnsafeMutableRawPointer, _ values: (_ place: Int, _ number: Int, _ panel: Int) -> Lanes
  ) {
    let totals = scratch.bindMemory(to: Real.self, capacity: Lanes.padded(size) * lanes)
    totals.update(repeating: 0, count: Lanes.padded(size) * lanes)
    for panel in 0..<panels {
      for number in 0..<size {
        let total = totals + number &* lanes
        (Lanes(at: total) + values((panel &* size &+ number) &* lanes, number, panel)).store(at: total)
      }
    }
    for number in stride(from: 0, to: size, by: lanes) {
      let count = min(lanes, size - number)
      var total = Lanes(totalsOf: totals + number * lanes)
      if adding { total += Lanes(at: sums + number, count: count) }
      total.store(at: sums + number, count: count)
    }
  }

  private static let lanes = Lanes.scalarCount

  /// Visits tiles of up to 16 rows and 16 numbers.
  @inline(__always)
  private static func forEachTile(
    _ count: Int, _ size: Int, _ body: (_ first: Int, _ number: Int, _ height: Int, _ width: Int) -> Void
  ) {
    for first in stride(from: 0, to: count, by: lanes) {
      for number in stride(from: 0, to: size, by: lanes) {
        body(first, number, min(lanes, count - first), min(lanes, size - number))
      }
    }
  }

  /// Writes the rows of sixteen columns of a panel, one after the other.
  @inline(never)
  static func transpose(
    _ columns: UnsafePointer<PanelIndices.Index>, of panel: UnsafePointer<Real>,
    into rows: UnsafeMutablePointer<Real>
  ) {
    let tile = transposed { panel + Int(columns[$0].number) &* lanes }
    for row in 0..<lanes { tile[unchecked: row].store(at: rows + row * lanes) }
  }

  /// The transpose of sixteen vectors.
  @inline(__always)
  private static func transposed(_ vector: (Int) -> UnsafePointer<Real>) -> InlineArray<16, Lanes> {
    var tile = InlineArray<16, Lanes> { Lanes(at: vector($0)) }
    transpose(&tile)
    return tile
  }

  /// Makes rows columns: each of four passes moves the last bit of a number's column in front of its row, and the last
  /// bit of its row in front of its column.
  @inline(__always)
  static func transpose<Scalar>(_ tile: inout InlineArray<16, SIMD16<Scalar>>) {
    for _ in 0..<4 {
      let old = tile
      for i in 0..<8 {
        let (a, b) = (old[unchecked: 2 &* i], old[unchecked: 2 &* i &+ 1])
        tile[unchecked: i] = SIMD16(lowHalf: a.evenHalf, highHalf: b.evenHalf)
        tile[unchecked: i &+ 8] = SIMD16(lowHalf: a.oddHalf, highHalf: b.oddHalf)
      }
    }
  }
}
