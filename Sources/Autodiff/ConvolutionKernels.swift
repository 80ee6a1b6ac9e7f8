import Numbers

/// The two sums in which a convolution spends its time, over planes that are shifted against each other.
enum ConvolutionKernels {
  /// One term of a sum: a plane, shifted, and the weight that it is multiplied with.
  struct Tap {
    /// Where the shifted plane begins.
    var plane: Int
    /// Where the first channel's weight lies.
    var weight: Int
  }

  /// How many channels are computed together at most: their sums, four vectors each, stay in registers.
  static let mostChannels = 6

  /// Which sums of a channel are computed: whole vectors of each of some rows.
  struct Field {
    let rows: Int
    /// How many numbers of a row are computed; rows of sums follow one another.
    let width: Int
    /// How far apart rows begin in planes.
    let pitch: Int

    /// The first numbers of a plane, in whole vectors, with what lies between its rows.
    static func run(_ positions: Int) -> Self {
      Self(rows: positions / Lanes.width, width: Lanes.width, pitch: Lanes.width)
    }
  }

  /// Where shifted sums are read and written.
  struct ShiftedSums {
    let taps: UnsafeBufferPointer<Tap>
    let planes: UnsafePointer<Real>
    let weights: UnsafePointer<Real>
    /// From one channel's weight to the next one's.
    let weightStride: Int
    let sums: UnsafeMutablePointer<Real>
    /// From one channel's sums to the next one's.
    let sumStride: Int
    let field: Field

    /// sums[i][p] ← Σ weights[tap.weight + i · weightStride] planes[tap.plane + p] over all taps, for `channels`
    /// channels i and all positions p of the field.
    func compute(channels: Int) {
      switch channels {
      case 1: compute(InlineArray<1, LaneRow<4>>(repeating: .zero), InlineArray<1, Lanes>(repeating: .zero))
      case 2: compute(InlineArray<2, LaneRow<4>>(repeating: .zero), InlineArray<2, Lanes>(repeating: .zero))
      case 3: compute(InlineArray<3, LaneRow<4>>(repeating: .zero), InlineArray<3, Lanes>(repeating: .zero))
      case 4: compute(InlineArray<4, LaneRow<4>>(repeating: .zero), InlineArray<4, Lanes>(repeating: .zero))
      case 5: compute(InlineArray<5, LaneRow<4>>(repeating: .zero), InlineArray<5, Lanes>(repeating: .zero))
      case 6: compute(InlineArray<6, LaneRow<4>>(repeating: .zero), InlineArray<6, Lanes>(repeating: .zero))
      default: preconditionFailure("\(channels) channels at once, but registers for \(mostChannels)")
      }
    }

    @inline(__always)
    private func compute<let channels: Int>(
      _ wide: InlineArray<channels, LaneRow<4>>, _ narrow: InlineArray<channels, Lanes>
    ) {
      for column in stride(from: 0, to: field.width, by: Lanes.width) {
        var row = 0
        while row + 4 <= field.rows {
          block(wide, row, column)
          row += 4
        }
        while row < field.rows {
          block(narrow, row, column)
          row += 1
        }
      }
    }

    @inline(__always)
    private func block<let channels: Int, Block: LaneBlock>(
      _ zero: InlineArray<channels, Block>, _ row: Int, _ column: Int
    ) {
      var totals = zero
      let planes = planes + (row * field.pitch + column)
      let sums = sums + (row * field.width + column)
      for tap in taps {
        let x = Block(at: planes + tap.plane, apart: field.pitch)
        let weights = weights + tap.weight
        for i in 0..<channels {
          totals[unchecked: i].add(Lanes(repeating: weights[i &* weightStride]), x)
        }
      }
      for i in 0..<channels {
        totals[unchecked: i].store(at: sums + i &* sumStride, apart: field.width)
      }
    }
  }

  /// Where products of planes are read and written.
  struct PlaneProducts {
    let taps: UnsafeBufferPointer<Tap>
    let planes: UnsafePointer<Real>
    let gradients: UnsafePointer<Real>
    /// From one channel's gradients to the next one's.
    let gradientStride: Int
    let sums: UnsafeMutablePointer<Real>
    /// From one channel's sums to the next one's.
    let sumStride: Int
    /// How many numbers a plane has, in whole vectors.
    let positions: Int

    /// sums[tap.weight + i · sumStride] += Σ gradients[i · gradientStride + p] planes[tap.plane + p] over all
    /// positions p, for `channels` channels i and all taps.
    func compute(channels: Int) {
      switch channels {
      case 1: compute(InlineArray<1, LaneRow<4>>(repeating: .zero))
      case 2: compute(InlineArray<2, LaneRow<4>>(repeating: .zero))
      case 3: compute(InlineArray<3, LaneRow<4>>(repeating: .zero))
      case 4: compute(InlineArray<4, LaneRow<4>>(repeating: .zero))
      case 5: compute(InlineArray<5, LaneRow<4>>(repeating: .zero))
      case 6: compute(InlineArray<6, LaneRow<4>>(repeating: .zero))
      default: preconditionFailure("\(channels) channels at once, but registers for \(mostChannels)")
      }
    }

    /// Four taps at a time; where fewer are left, the last one stands in and its other sums are dropped.
    @inline(__always)
    private func compute<let channels: Int>(_ zero: InlineArray<channels, LaneRow<4>>) {
      let last = taps.count - 1
      for first in stride(from: 0, through: last, by: 4) {
        let a = taps[first], b = taps[min(first + 1, last)]
        let c = taps[min(first + 2, last)], d = taps[min(first + 3, last)]
        let (planeA, planeB, planeC, planeD) = (
          planes + a.plane, planes + b.plane, planes + c.plane, planes + d.plane
        )
        var totals = zero
        for p in stride(from: 0, to: positions, by: Lanes.width) {
          let x = LaneRow<4>(
            lanes: [
              Lanes(at: planeA + p), Lanes(at: planeB + p), Lanes(at: planeC + p), Lanes(at: planeD + p),
            ])
          for i in 0..<channels {
            totals[unchecked: i].add(Lanes(at: gradients + p + i &* gradientStride), x)
          }
        }
        for i in 0..<channels {
          let total = totals[unchecked: i]
          let sums = sums + i * sumStride
          sums[a.weight] += total.lanes[unchecked: 0].total
          if first + 1 <= last { sums[b.weight] += total.lanes[unchecked: 1].total }
          if first + 2 <= last { sums[c.weight] += total.lanes[unchecked: 2].total }
          if first + 3 <= last { sums[d.weight] += total.lanes[unchecked: 3].total }
        }
      }
    }
  }
}
