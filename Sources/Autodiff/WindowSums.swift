import Numbers

/// Sums over what windows see, for one group of channels of images in panels: a convolution's outputs, or the gradients of
/// its images.
///
/// A number of sixteen examples is a vector, so nothing is packed. Which terms a sum has is settled for rectangles of sums
/// whose terms lie alike, most often one that is all of the image but for its border.
struct WindowSums {
  private typealias Kernels = ConvolutionKernels

  private let rows, columns: ConvolutionRuns
  private let taps: UnsafeMutableBufferPointer<Kernels.Tap>
  private let kernelWidth: Int
  private let source, target: Channels

  /// Channels whose numbers are read, or summed.
  private struct Channels {
    let count, pixels, width: Int
    /// From one channel's weights to the next one's.
    let weightStride: Int

    /// From one channel's numbers to the next one's.
    var stride: Int { pixels * Lanes.width }

    func place(_ row: Int, _ column: Int) -> Int { (row * width + column) * Lanes.width }
  }

  /// Where the lists lie.
  private struct Places {
    var scratch = ScratchLayout()
    let rows, columns: ConvolutionRuns.Places
    let taps: ScratchLayout.Place<Kernels.Tap>

    init(_ layout: ConvolutionLayout) {
      rows = ConvolutionRuns.Places(layout.down, in: &scratch)
      columns = ConvolutionRuns.Places(layout.across, in: &scratch)
      taps = scratch.place(layout.kernelSize, of: Kernels.Tap.self)
    }
  }

  /// How many bytes of scratch memory they need.
  static func scratchBytes(_ layout: ConvolutionLayout) -> Int { Places(layout).scratch.bytes }

  /// A rectangle has at most so many rows: what they read stays near the processor while it is read for other channels, and for
  /// the columns at the border.
  private static let mostRows = 16

  /// The outputs.
  init(outputsOf layout: ConvolutionLayout, scratch: UnsafeMutableRawPointer) {
    let places = Places(layout)
    self.init(
      layout, places, scratch,
      rows: ConvolutionRuns(outputsOf: layout.down, atMost: Self.mostRows, places.rows, scratch),
      columns: ConvolutionRuns(outputsOf: layout.across, places.columns, scratch),
      source: Self.images(layout), target: Self.outputs(layout))
  }

  /// The gradients of images, as sums over outputs' gradients.
  init(imagesOf layout: ConvolutionLayout, scratch: UnsafeMutableRawPointer) {
    let places = Places(layout)
    self.init(
      layout, places, scratch,
      rows: ConvolutionRuns(pixelsOf: layout.down, atMost: Self.mostRows, places.rows, scratch),
      columns: ConvolutionRuns(pixelsOf: layout.across, places.columns, scratch),
      source: Self.outputs(layout), target: Self.images(layout))
  }

  private init(
    _ layout: ConvolutionLayout, _ places: Places, _ scratch: UnsafeMutableRawPointer, rows: ConvolutionRuns,
    columns: ConvolutionRuns, source: Channels, target: Channels
  ) {
    (self.rows, self.columns, self.source, self.target) = (rows, columns, source, target)
    (taps, kernelWidth) = (places.taps(scratch), layout.across.kernel)
  }

  private static func images(_ layout: ConvolutionLayout) -> Channels {
    Channels(
      count: layout.channels, pixels: layout.pixels, width: layout.across.pixels,
      weightStride: layout.kernelSize)
  }

  private static func outputs(_ layout: ConvolutionLayout) -> Channels {
    Channels(
      count: layout.outputs, pixels: layout.outputPixels, width: layout.across.windows,
      weightStride: layout.channels * layout.kernelSize)
  }

  /// Sums over a panel's channels, added to what is there where `isBegun`.
  func compute(
    _ numbers: UnsafePointer<Real>, _ weights: UnsafePointer<Real>, into sums: UnsafeMutablePointer<Real>,
    isBegun: Bool
  ) {
    rows.forEach { row, down in
      columns.forEach { column, across in
        var count = 0
        for vertical in down {
          for horizontal in across {
            taps[count] = Kernels.Tap(
              plane: source.place(vertical.place, horizontal.place),
              weight: vertical.number * kernelWidth + horizontal.number)
            count += 1
          }
        }
        if isBegun && count == 0 { return }
        let field = Kernels.Field(
          rows: row.count, columns: column.count,
          source: pitch(source, rows.termStep, columns.termStep),
          target: pitch(target, rows.step, columns.step))
        let first = sums + target.place(row.first, column.first)
        forEachPart(of: target.count, atMost: Kernels.mostChannels) { channel, channels in
          Kernels.ShiftedSums(
            taps: UnsafeBufferPointer(rebasing: taps[..<count]), planes: numbers,
            weights: weights + channel * target.weightStride, weightStride: target.weightStride,
            times: source.count, planeStep: source.stride, weightStep: source.weightStride,
            sums: first + channel * target.stride, sumStride: target.stride, isBegun: isBegun, field: field
          ).compute(channels: channels)
        }
      }
    }
  }

  /// How far apart neighbours of a rectangle lie.
  private func pitch(_ channels: Channels, _ down: Int, _ across: Int) -> Kernels.Field.Pitch {
    .init(across: channels.place(0, across), down: channels.place(down, 0))
  }
}
