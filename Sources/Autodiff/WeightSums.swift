import Numbers

/// The gradients of a convolution's weights, for one group of channels of images in panels: sums, over all pixels and
/// examples, of products of what a window sees with its output's gradient.
///
/// Few outputs and few channels are taken together, and of these a strip of the image at a time, which stays in a first-level
/// cache while the products with all of the window's numbers are summed. Sums stay vectors until the last panel.
struct WeightSums {
  private typealias Kernels = ConvolutionKernels

  private let layout: ConvolutionLayout
  private let down, across: ConvolutionSegments
  private let sums: UnsafeMutableBufferPointer<Real>
  /// For each number of the window, whether there is a sum.
  private let isBegun: UnsafeMutableBufferPointer<Bool>

  /// Where the arrays lie.
  private struct Places {
    var scratch = ScratchLayout()
    let down, across: ConvolutionSegments.Places
    let sums: ScratchLayout.Place<Real>
    let isBegun: ScratchLayout.Place<Bool>

    init(_ layout: ConvolutionLayout) {
      down = ConvolutionSegments.Places(layout.down, in: &scratch)
      across = ConvolutionSegments.Places(layout.across, in: &scratch)
      sums = scratch.place(
        layout.kernelSize * Kernels.mostOutputs * Kernels.mostImageChannels * Lanes.width, of: Real.self)
      isBegun = scratch.place(layout.kernelSize, of: Bool.self)
    }
  }

  /// How many bytes of scratch memory they need.
  static func scratchBytes(_ layout: ConvolutionLayout) -> Int { Places(layout).scratch.bytes }

  /// A strip has about so many outputs: enough that sums are seldom fetched and left, few enough for the cache.
  private static let stripSize = 32

  init(_ layout: ConvolutionLayout, scratch: UnsafeMutableRawPointer) {
    let places = Places(layout)
    self.layout = layout
    down = ConvolutionSegments(layout.down, places.down, scratch)
    across = ConvolutionSegments(layout.across, places.across, scratch)
    sums = places.sums(scratch)
    isBegun = places.isBegun(scratch)
  }

  /// Where the group's channels lie in a batch.
  struct Batch {
    let panels: Int
    /// In the first panel, and how far from there in the next one.
    let images: UnsafePointer<Real>, imageStep: Int
    /// The same of outputs' gradients.
    let gradients: UnsafePointer<Real>, gradientStep: Int
  }

  /// dw ← the gradients of the group's weights, added to what is there where `adding`.
  func compute(_ batch: Batch, into dw: UnsafeMutablePointer<Real>, adding: Bool) {
    guard let sums = sums.baseAddress else { return }
    forEachPart(of: layout.outputs, atMost: Kernels.mostOutputs) { output, outputs in
      forEachPart(of: layout.channels, atMost: Kernels.mostImageChannels) { channel, channels in
        let size = outputs * channels * Lanes.width
        isBegun.update(repeating: false)
        for panel in 0..<batch.panels {
          add(
            batch.images + (panel * batch.imageStep + channel * pixelStride), channels,
            batch.gradients + (panel * batch.gradientStep + output * gradientStride), outputs)
        }
        for i in 0..<outputs {
          for c in 0..<channels {
            let dw = dw + ((output + i) * layout.channels + channel + c) * layout.kernelSize
            for number in 0..<layout.kernelSize {
              let sum = Lanes(at: sums + (number * size + (i * channels + c) * Lanes.width)).total
              dw[number] = (adding ? dw[number] : 0) + (isBegun[number] ? sum : 0)
            }
          }
        }
      }
    }
  }

  /// Adds the products of one panel's numbers, strip after strip.
  @inline(__always)
  private func add(
    _ pixels: UnsafePointer<Real>, _ channels: Int, _ gradients: UnsafePointer<Real>, _ outputs: Int
  ) {
    guard let sums = sums.baseAddress else { return }
    let (stride, width, windows) = (layout.stride, layout.across.pixels, layout.across.windows)
    let (source, target) = (
      Kernels.Field.Pitch(across: stride * Lanes.width, down: stride * width * Lanes.width),
      Kernels.Field.Pitch(across: Lanes.width, down: windows * Lanes.width)
    )
    let mostRows = (Self.stripSize + windows - 1) / windows
    forEachPart(of: layout.down.windows, atMost: mostRows) { top, height in
      down.forEach { segment in
        let rows = segment.within(top..<top + height, stride: stride)
        guard rows.count > 0 else { return }
        across.forEach { columns in
          let number = rows.number * layout.across.kernel + columns.number
          Kernels.PixelProducts(
            pixels: pixels + (rows.pixel * width + columns.pixel) * Lanes.width, pixelStride: pixelStride,
            gradients: gradients + ((top + rows.first) * windows + columns.first) * Lanes.width,
            gradientStride: gradientStride, sums: sums + number * outputs * channels * Lanes.width,
            isBegun: isBegun[number],
            field: Kernels.Field(rows: rows.count, columns: columns.count, source: source, target: target)
          ).compute(outputs: outputs, channels: channels)
          isBegun[number] = true
        }
      }
    }
  }

  /// From one channel's pixels, and one output's gradients, to the next one's.
  private var pixelStride: Int { layout.pixels * Lanes.width }
  private var gradientStride: Int { layout.outputPixels * Lanes.width }
}
