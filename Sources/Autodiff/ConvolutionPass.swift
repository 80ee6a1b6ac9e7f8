import Numbers

/// One pass of a convolution, image by image, with what it keeps in scratch memory.
struct ConvolutionPass {
  private typealias Tap = ConvolutionKernels.Tap

  private let layout: ConvolutionLayout
  /// What an output reads of a packed image.
  private let imageTaps: UnsafeMutableBufferPointer<Tap>
  private let packed: UnsafeMutableBufferPointer<Real>
  /// What a number of a packed image's gradient reads of the packed output gradient: for each of a channel's planes in
  /// turn, what its numbers read.
  private let gradientTaps: UnsafeMutableBufferPointer<Tap>
  /// Each output's gradient in rows of the layout's pitch, after a margin of zeros that shifts may reach into.
  private let packedGradient: UnsafeMutableBufferPointer<Real>
  private let sums: UnsafeMutableBufferPointer<Real>

  /// Where the arrays lie.
  private struct Places {
    var scratch = ScratchLayout()
    let imageTaps, gradientTaps: ScratchLayout.Place<Tap>
    let packed, packedGradient, sums: ScratchLayout.Place<Real>

    init(_ layout: ConvolutionLayout) {
      imageTaps = scratch.place(layout.channels * layout.kernelSize, of: Tap.self)
      packed = scratch.place(layout.channels * layout.planes * layout.planeSize + Lanes.width, of: Real.self)
      sums = scratch.place(ConvolutionKernels.mostChannels * layout.positions, of: Real.self)
      gradientTaps = scratch.place(layout.outputs * layout.kernelSize, of: Tap.self)
      packedGradient = scratch.place(layout.outputs * layout.gradientStride, of: Real.self)
    }
  }

  /// How many bytes of scratch memory a pass needs.
  static func scratchBytes(_ layout: ConvolutionLayout) -> Int {
    Places(layout).scratch.bytes
  }

  init(_ layout: ConvolutionLayout, scratch: UnsafeMutableRawPointer) {
    self.layout = layout
    let places = Places(layout)
    imageTaps = places.imageTaps(scratch)
    packed = places.packed(scratch)
    sums = places.sums(scratch)
    gradientTaps = places.gradientTaps(scratch)
    packedGradient = places.packedGradient(scratch)
  }

  /// To be called before the first `pack`.
  func prepareImages() {
    // On a circle every packed number is a pixel, save those that fill the last vector.
    let pixels = layout.padding == .circular ? packed.count - Lanes.width : 0
    UnsafeMutableBufferPointer(rebasing: packed[pixels...]).update(repeating: 0)
    var next = 0
    for channel in 0..<layout.channels {
      for row in 0..<layout.kernelHeight {
        for column in 0..<layout.kernelWidth {
          let plane = channel * layout.planes + layout.plane(row, column)
          imageTaps[next] = Tap(plane: plane * layout.planeSize + layout.shift(row, column), weight: next)
          next += 1
        }
      }
    }
  }

  /// To be called before the first `packGradient`.
  func prepareGradients() {
    packedGradient.update(repeating: 0)
    var next = 0
    for plane in 0..<layout.planes {
      for output in 0..<layout.outputs {
        let weights = output * layout.channels * layout.kernelSize
        for row in 0..<layout.kernelHeight {
          for column in 0..<layout.kernelWidth where layout.plane(row, column) == plane {
            gradientTaps[next] = Tap(
              plane: output * layout.gradientStride + layout.margin - layout.shift(row, column),
              weight: weights + row * layout.kernelWidth + column)
            next += 1
          }
        }
      }
    }
  }

  /// Packs an image.
  func pack(_ image: UnsafePointer<Real>) {
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
    let (left, width) = (layout.left, layout.width)
    let isCircular = layout.padding == .circular
    for i in 0..<layout.rows {
      var row = i - layout.top
      if isCircular { row = ConvolutionLayout.wrapped(row, layout.height) }
      guard 0 <= row, row < layout.height else { continue }
      let to = plane + i * layout.pitch
      copy(image + row * width, to: to + left, width)
      if isCircular {
        for j in left + width..<layout.pitch { to[j] = to[j - width] }
        for j in stride(from: left - 1, through: 0, by: -1) { to[j] = to[j + width] }
      }
    }
  }

  /// Packs an output's gradient.
  func packGradient(_ gradient: UnsafePointer<Real>) {
    guard let packed = packedGradient.baseAddress else { return }
    for output in 0..<layout.outputs {
      let from = gradient + output * layout.outputPixels
      let to = packed + output * layout.gradientStride + layout.margin
      for i in 0..<layout.outputHeight {
        copy(from + i * layout.outputWidth, to: to + i * layout.pitch, layout.outputWidth)
      }
    }
  }

  /// y ← the convolution of the packed image.
  func output(_ weights: UnsafePointer<Real>, into y: UnsafeMutablePointer<Real>) {
    guard let packed = packed.baseAddress, let sums = sums.baseAddress else { return }
    let (weightStride, rows) = (imageTaps.count, layout.outputRows)
    forEachPart(of: layout.outputs, atMost: ConvolutionKernels.mostChannels) { first, count in
      let y = y + first * layout.outputPixels
      ConvolutionKernels.ShiftedSums(
        taps: UnsafeBufferPointer(imageTaps), planes: packed, weights: weights + first * weightStride,
        weightStride: weightStride, sums: rows == nil ? sums : y,
        sumStride: rows == nil ? layout.positions : layout.outputPixels,
        field: rows ?? .run(layout.outputPositions)
      ).compute(channels: count)
      guard rows == nil else { return }
      for i in 0..<count {
        let (from, to) = (sums + i * layout.positions, y + i * layout.outputPixels)
        for row in 0..<layout.outputHeight {
          copy(from + row * layout.pitch, to: to + row * layout.outputWidth, layout.outputWidth)
        }
      }
    }
  }

  /// dw ← dw + the gradient that the packed image and the packed output gradient give to the weights.
  func addWeightGradient(to dw: UnsafeMutablePointer<Real>) {
    guard let packed = packed.baseAddress, let gradients = packedGradient.baseAddress else { return }
    let weightStride = imageTaps.count
    forEachPart(of: layout.outputs, atMost: ConvolutionKernels.mostChannels) { first, count in
      ConvolutionKernels.PlaneProducts(
        taps: UnsafeBufferPointer(imageTaps), planes: packed,
        gradients: gradients + first * layout.gradientStride + layout.margin,
        gradientStride: layout.gradientStride, sums: dw + first * weightStride, sumStride: weightStride,
        positions: layout.outputPositions
      ).compute(channels: count)
    }
  }

  /// dx ← dx + the gradient that the packed output gradient gives to the image.
  func addImageGradient(_ weights: UnsafePointer<Real>, to dx: UnsafeMutablePointer<Real>) {
    guard let gradients = packedGradient.baseAddress, let sums = sums.baseAddress else { return }
    let rows = layout.imageRows
    var firstTap = 0
    for plane in 0..<layout.planes {
      let taps = layout.outputs * layout.kernelNumbers(inPlane: plane)
      forEachPart(of: layout.channels, atMost: ConvolutionKernels.mostChannels) { first, count in
        let dx = dx + first * layout.pixels
        ConvolutionKernels.ShiftedSums(
          taps: UnsafeBufferPointer(rebasing: gradientTaps[firstTap..<firstTap + taps]),
          planes: rows == nil ? gradients : gradients + layout.firstPixel,
          weights: weights + first * layout.kernelSize, weightStride: layout.kernelSize, sums: sums,
          sumStride: rows == nil ? layout.positions : layout.pixels,
          field: rows ?? .run(layout.positions)
        ).compute(channels: count)
        guard rows == nil else {
          add(sums, to: dx, count * layout.pixels)
          return
        }
        for i in 0..<count {
          let (sums, dx) = (sums + i * layout.positions, dx + i * layout.pixels)
          layout.forEachRun(plane) { pixel, position, count in
            let (from, to) = (sums + position, dx + pixel)
            if layout.stride == 1 {
              add(from, to: to, count)
            } else {
              for k in 0..<count { to[k &* layout.stride] += from[k] }
            }
          }
        }
      }
      firstTap += taps
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

@inline(__always)
private func add(_ from: UnsafePointer<Real>, to: UnsafeMutablePointer<Real>, _ count: Int) {
  var k = 0
  while k + Lanes.width <= count {
    (Lanes(at: to + k) + Lanes(at: from + k)).store(at: to + k)
    k += Lanes.width
  }
  while k < count {
    to[k] += from[k]
    k += 1
  }
}
