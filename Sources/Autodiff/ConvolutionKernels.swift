import Numbers

/// The two sums in which a convolution spends its time.
enum ConvolutionKernels {
  /// One term of a sum: a plane, shifted, and the weight that it is multiplied with.
  struct Tap {
    /// Where the shifted plane begins.
    var plane: Int
    /// Where the first channel's weight lies.
    var weight: Int
  }

  /// How many channels are computed together at most: their sums, four vectors each, stay in registers beside four vectors and a
  /// weight for each channel, which the compiler loads first.
  static let mostChannels = 5

  /// Vectors in rows and columns.
  struct Field {
    let rows, columns: Int
    /// Where they are read, and where they are written.
    let source, target: Pitch

    /// How far apart vectors lie that are neighbours in a row, or in a column.
    struct Pitch {
      let across, down: Int

      @inline(__always)
      func place(_ row: Int, _ column: Int) -> Int { row &* down &+ column &* across }
    }

    /// Vectors that follow one another.
    static func run(_ vectors: Int) -> Self {
      let pitch = Pitch(across: Lanes.width, down: Lanes.width)
      return Self(rows: vectors, columns: 1, source: pitch, target: pitch)
    }
  }

  /// Where shifted sums are read and written.
  struct ShiftedSums {
    let taps: UnsafeBufferPointer<Tap>
    let planes: UnsafePointer<Real>
    let weights: UnsafePointer<Real>
    /// From one channel's weight to the next one's.
    let weightStride: Int
    /// How often the taps are gone through, and how much further planes and weights lie each time.
    var times = 1
    var planeStep = 0
    var weightStep = 0
    let sums: UnsafeMutablePointer<Real>
    /// From one channel's sums to the next one's.
    let sumStride: Int
    /// Whether sums begin with what is there.
    var isBegun = false
    let field: Field

    /// sums[i][p] ← Σ weights[tap.weight + i · weightStride] planes[tap.plane + p] over all taps, for `channels`
    /// channels i and all positions p of the field.
    func compute(channels: Int) {
      switch channels {
      case 1: compute(InlineArray<1, Lanes>(repeating: .zero))
      case 2: compute(InlineArray<2, Lanes>(repeating: .zero))
      case 3: compute(InlineArray<3, Lanes>(repeating: .zero))
      case 4: compute(InlineArray<4, Lanes>(repeating: .zero))
      case 5: compute(InlineArray<5, Lanes>(repeating: .zero))
      default: preconditionFailure("\(channels) channels at once, but registers for \(mostChannels)")
      }
    }

    /// Four vectors at a time: of a row, then of the columns that are left, then by twos and single ones.
    @inline(__always)
    private func compute<let channels: Int>(_ single: InlineArray<channels, Lanes>) {
      let four = InlineArray<channels, LaneRow<4>>(repeating: .zero)
      let two = InlineArray<channels, LaneRow<2>>(repeating: .zero)
      let (across, down) = (
        (field.source.across, field.target.across), (field.source.down, field.target.down)
      )
      let (wide, high) = (field.columns & ~3, field.rows & ~3)
      for row in 0..<field.rows {
        for column in stride(from: 0, to: wide, by: 4) { block(four, row, column, apart: across) }
      }
      for column in wide..<field.columns {
        for row in stride(from: 0, to: high, by: 4) { block(four, row, column, apart: down) }
      }
      for row in high..<field.rows {
        var column = wide
        while column + 2 <= field.columns {
          block(two, row, column, apart: across)
          column += 2
        }
        if column < field.columns { block(single, row, column, apart: across) }
      }
    }

    @inline(__always)
    private func block<let channels: Int, Block: LaneBlock>(
      _ zero: InlineArray<channels, Block>, _ row: Int, _ column: Int, apart: (source: Int, target: Int)
    ) {
      var totals = zero
      var (planes, weights) = (planes + field.source.place(row, column), weights)
      let sums = sums + field.target.place(row, column)
      if isBegun {
        for i in 0..<channels {
          totals[unchecked: i] = Block(at: sums + i &* sumStride, apart: apart.target)
        }
      }
      for _ in 0..<times {
        for tap in taps {
          let x = Block(at: planes + tap.plane, apart: apart.source)
          let weights = weights + tap.weight
          for i in 0..<channels {
            totals[unchecked: i].add(Lanes(repeating: weights[i &* weightStride]), x)
          }
        }
        planes += planeStep
        weights += weightStep
      }
      for i in 0..<channels {
        totals[unchecked: i].store(at: sums + i &* sumStride, apart: apart.target)
      }
    }
  }

  /// How many outputs' gradients have their products with channels of images summed together at most, and how many channels.
  static let (mostOutputs, mostImageChannels) = (6, 4)

  /// Where products of pixels and of outputs' gradients are read, and their sums written.
  struct PixelProducts {
    let pixels: UnsafePointer<Real>
    /// From one channel's pixels to the next one's.
    let pixelStride: Int
    let gradients: UnsafePointer<Real>
    /// From one output's gradients to the next one's.
    let gradientStride: Int
    /// For each output, and each channel, a vector.
    let sums: UnsafeMutablePointer<Real>
    /// Whether sums begin with what is there.
    let isBegun: Bool
    /// Pixels are its source, gradients its target.
    let field: Field

    /// sums[i][c] ← Σ gradients[i][p] pixels[c][p] over the positions p of the field, for `outputs` outputs i and `channels`
    /// channels c.
    func compute(outputs: Int, channels: Int) {
      switch channels {
      case 1: compute(outputs, LaneRow<1>.zero)
      case 2: compute(outputs, LaneRow<2>.zero)
      case 3: compute(outputs, LaneRow<3>.zero)
      case 4: compute(outputs, LaneRow<4>.zero)
      default: preconditionFailure("\(channels) channels at once, but registers for \(mostImageChannels)")
      }
    }

    @inline(__always)
    private func compute<Block: LaneBlock>(_ outputs: Int, _ zero: Block) {
      switch outputs {
      case 1: compute(InlineArray<1, Block>(repeating: zero))
      case 2: compute(InlineArray<2, Block>(repeating: zero))
      case 3: compute(InlineArray<3, Block>(repeating: zero))
      case 4: compute(InlineArray<4, Block>(repeating: zero))
      case 5: compute(InlineArray<5, Block>(repeating: zero))
      case 6: compute(InlineArray<6, Block>(repeating: zero))
      default: preconditionFailure("\(outputs) outputs at once, but registers for \(mostOutputs)")
      }
    }

    @inline(__always)
    private func compute<let outputs: Int, Block: LaneBlock>(_ zero: InlineArray<outputs, Block>) {
      var totals = zero
      if isBegun {
        for i in 0..<outputs { totals[unchecked: i] = Block(at: sums + i &* Block.width, apart: Lanes.width) }
      }
      for row in 0..<field.rows {
        var pixels = pixels + row &* field.source.down
        var gradients = gradients + row &* field.target.down
        for _ in 0..<field.columns {
          let x = Block(at: pixels, apart: pixelStride)
          for i in 0..<outputs { totals[unchecked: i].add(Lanes(at: gradients + i &* gradientStride), x) }
          pixels += field.source.across
          gradients += field.target.across
        }
      }
      for i in 0..<outputs { totals[unchecked: i].store(at: sums + i &* Block.width) }
    }
  }
}
