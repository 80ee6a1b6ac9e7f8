import Numbers

/// Where the sums of minimal filtering are read and written: for each of a tile's sixteen numbers, sums over channels of its products
/// with filters.
///
/// What of the transform goes along rows is done while pixels are loaded: each number is made of two that lie in its row.
struct WinogradKernel {
  /// The first tile's Bᵀ x of the first channel, four lines `lineStep` apart; and how far the next channel's lies from there.
  let pixels: UnsafePointer<Real>
  let lineStep, pixelStep: Int
  /// The first channel's filters, sixteen numbers `filterStep` apart; and how far the next channel's lie from there.
  let filters: UnsafePointer<Real>
  let filterStep, weightStep: Int
  let channels: Int
  /// Sixteen numbers of the sums, `sumStep` apart.
  let sums: UnsafeMutablePointer<Real>
  let sumStep: Int

  /// So many tiles and targets have their sums, a vector each, in registers.
  static let (mostTiles, mostTargets) = (4, 6)

  /// sums[n][i][t] ← Σ filters[n][c][i] pixels[c][t][n] over all channels c, for all numbers n, `targets` targets i and `tiles` tiles t.
  func compute(tiles: Int, targets: Int) {
    switch tiles {
    case 1: compute(LaneRow<1>.zero, targets)
    case 2: compute(LaneRow<2>.zero, targets)
    case 3: compute(LaneRow<3>.zero, targets)
    case 4: compute(LaneRow<4>.zero, targets)
    default: preconditionFailure("\(tiles) tiles at once, but registers for \(Self.mostTiles)")
    }
  }

  @inline(__always)
  private func compute<let tiles: Int>(_ zero: LaneRow<tiles>, _ targets: Int) {
    switch targets {
    case 1: compute(InlineArray<1, LaneRow<tiles>>(repeating: zero))
    case 2: compute(InlineArray<2, LaneRow<tiles>>(repeating: zero))
    case 3: compute(InlineArray<3, LaneRow<tiles>>(repeating: zero))
    case 4: compute(InlineArray<4, LaneRow<tiles>>(repeating: zero))
    case 5: compute(InlineArray<5, LaneRow<tiles>>(repeating: zero))
    case 6: compute(InlineArray<6, LaneRow<tiles>>(repeating: zero))
    default: preconditionFailure("\(targets) targets at once, but registers for \(Self.mostTargets)")
    }
  }

  /// Not inlined, so that addresses have registers enough.
  @inline(never)
  private func compute<let tiles: Int, let targets: Int>(_ zero: InlineArray<targets, LaneRow<tiles>>) {
    for line in 0..<Winograd.side {
      // Bᵀ once more, now along rows.
      sum(zero, line, 0) { Lanes(at: $0) - Lanes(at: $0 + 2 &* Lanes.width) }
      sum(zero, line, 1) { Lanes(at: $0 + Lanes.width) + Lanes(at: $0 + 2 &* Lanes.width) }
      sum(zero, line, 2) { Lanes(at: $0 + 2 &* Lanes.width) - Lanes(at: $0 + Lanes.width) }
      sum(zero, line, 3) { Lanes(at: $0 + 3 &* Lanes.width) - Lanes(at: $0 + Lanes.width) }
    }
  }

  @inline(__always)
  private func sum<let tiles: Int, let targets: Int>(
    _ zero: InlineArray<targets, LaneRow<tiles>>, _ line: Int, _ number: Int,
    _ pixel: (UnsafePointer<Real>) -> Lanes
  ) {
    let product = Winograd.side &* line &+ number
    var totals = zero
    var (pixels, weights) = (pixels + line &* lineStep, filters + product &* filterStep)
    for _ in 0..<channels {
      var row = LaneRow<tiles>.zero
      for tile in 0..<tiles { row.lanes[unchecked: tile] = pixel(pixels + 2 &* tile &* Lanes.width) }
      for i in 0..<targets { totals[unchecked: i].add(Lanes(repeating: weights[i]), row) }
      pixels += pixelStep
      weights += weightStep
    }
    let sums = sums + product &* sumStep
    for i in 0..<targets { totals[unchecked: i].store(at: sums + i &* LaneRow<tiles>.width) }
  }
}
