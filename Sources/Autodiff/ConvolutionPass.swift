import Numbers

/// The forward pass of a convolution of single images, group by group, with what it keeps in scratch memory.
struct ConvolutionPass {
  private typealias Tap = ConvolutionKernels.Tap

  private let layout: ConvolutionLayout
  /// What an output reads of a packed image.
  private let taps: UnsafeMutableBufferPointer<Tap>
  private let packed: UnsafeMutableBufferPointer<Real>
  private let sums: UnsafeMutableBufferPointer<Real>

  /// Where the arrays lie.
  private struct Places {
    var scratch = ScratchLayout()
    let taps: ScratchLayout.Place<Tap>
    let packed, sums: ScratchLayout.Place<Real>

    init(_ layout: ConvolutionLayout) {
      taps = scratch.place(layout.channels * layout.kernelSize, of: Tap.self)
      packed = scratch.place(layout.channels * layout.planes * layout.planeSize + Lanes.width, of: Real.self)
      sums = scratch.place(ConvolutionKernels.mostChannels * layout.outputPositions, of: Real.self)
    }
  }

  /// How many bytes of scratch memory a pass needs.
  static func scratchBytes(_ layout: ConvolutionLayout) -> Int {
    Places(layout).scratch.bytes
  }

  init(_ layout: ConvolutionLayout, scratch: UnsafeMutableRawPointer) {
    self.layout = layout
    let places = Places(layout)
    taps = places.taps(scratch)
    packed = places.packed(scratch)
    sums = places.sums(scratch)
    // On a circle every packed number is a pixel, save those that fill the last vector.
    let pixels = layout.isCircular ? packed.count - Lanes.width : 0
    UnsafeMutableBufferPointer(rebasing: packed[pixels...]).update(repeating: 0)
    var next = 0
    for channel in 0..<layout.channels {
      for row in 0..<layout.down.kernel {
        for column in 0..<layout.across.kernel {
          let plane = channel * layout.planes + layout.plane(row, column)
          taps[next] = Tap(plane: plane * layout.planeSize + layout.shift(row, column), weight: next)
          next += 1
        }
      }
    }
  }

  /// y ← the convolution of an image.
  func output(
    of image: UnsafePointer<Real>, _ weights: UnsafePointer<Real>, into y: UnsafeMutablePointer<Real>
  ) {
    pack(image)
    guard let packed = packed.baseAddress, let sums = sums.baseAddress else { return }
    let (weightStride, rows) = (taps.count, layout.outputRows)
    forEachPart(of: layout.outputs, atMost: ConvolutionKernels.mostChannels) { first, count in
      let y = y + first * layout.outputPixels
      ConvolutionKernels.ShiftedSums(
        taps: UnsafeBufferPointer(taps), planes: packed, weights: weights + first * weightStride,
        weightStride: weightStride, sums: rows == nil ? sums : y,
        sumStride: rows == nil ? layout.outputPositions : layout.outputPixels,
        field: rows ?? .run(layout.outputPositions / Lanes.width)
      ).compute(channels: count)
      guard rows == nil else { return }
      let width = layout.across.windows
      for i in 0..<count {
        let (from, to) = (sums + i * layout.outputPositions, y + i * layout.outputPixels)
        for row in 0..<layout.down.windows { copy(from + row * layout.pitch, to: to + row * width, width) }
      }
    }
  }

  private func pack(_ image: UnsafePointer<Real>) {
    guard let packed = packed.baseAddress else { return }
    for channel in 0..<layout.channels {
      let image = image + channel * layout.pixels
      let packed = packed + channel * layout.planes * layout.planeSize
      if layout.stride == 1 {
        packRows(image, into: packed)
      } else {
        for plane in 0..<layout.planes {
          let packed = packed + plane * layout.planeSize
          layout.forEachRun(plane) { pixel, position, count in
            let (from, to) = (image + pixel, packed + position)
            for k in 0..<count { to[k] = from[k &* layout.stride] }
          }
        }
      }
    }
  }

  /// Packs a channel of an image where windows lie one pixel apart: whole rows, and what is beyond their ends.
  private func packRows(_ image: UnsafePointer<Real>, into plane: UnsafeMutablePointer<Real>) {
    let (left, width, height) = (layout.across.margin, layout.across.pixels, layout.down.pixels)
    for i in 0..<layout.rows {
      var row = i - layout.down.margin
      if layout.isCircular { row = ConvolutionAxis.wrapped(row, height) }
      guard 0 <= row, row < height else { continue }
      let to = plane + i * layout.pitch
      copy(image + row * width, to: to + left, width)
      if layout.isCircular {
        for j in left + width..<layout.pitch { to[j] = to[j - width] }
        for j in stride(from: left - 1, through: 0, by: -1) { to[j] = to[j + width] }
      }
    }
  }
}

/// Copies a row: short ones gain nothing from a call of `memcpy`.
@inline(__always)
private func copy(_ from: UnsafePointer<Real>, to: UnsafeMutablePointer<Real>, _ count: Int) {
  var k = 0
  while k + Lanes.width <= count {
    Lanes(at: from + k).store(at: to + k)
    k += Lanes.width
  }
  while k < count {
    to[k] = from[k]
    k += 1
  }
}
