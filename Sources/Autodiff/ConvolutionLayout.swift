/// How a convolution's windows lie on an image, and how a single image is packed for the kernels.
///
/// Packed, an image is padded and, for a stride s, split into s × s planes: plane (a, b) holds the pixels whose row
/// and column, counted from the padded corner, leave the remainders a and b. All planes have rows of `pitch` numbers.
/// So what output p = i · pitch + j sees at one place of its window always lies p after what output 0 sees there, and
/// every stride, dilation and padding becomes the same sum of shifted planes. Outputs with j beyond the output's width are
/// computed too, and dropped.
struct ConvolutionLayout {
  let channels, outputs: Int
  /// How windows lie down and across the image.
  let down, across: ConvolutionAxis
  /// The extents of a packed plane.
  let rows, pitch: Int
  /// How many planes a channel has down and across.
  let planesDown, planesAcross: Int

  /// - Parameters:
  ///   - input: Channels, height and width of all groups.
  ///   - weights: Outputs of all groups, channels of one, and the kernel's height and width.
  init<Extents: RandomAccessCollection<Int>>(
    input: Extents, weights: Extents, groups: Int, stride: Int, padding: Padding, dilation: Int
  ) where Extents.Index == Int {
    func axis(_ pixels: Int, _ kernel: Int) -> ConvolutionAxis {
      ConvolutionAxis(pixels: pixels, kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    }
    (channels, outputs) = (weights[1], weights[0] / groups)
    down = axis(input[1], weights[2])
    across = axis(input[2], weights[3])
    rows = down.windows + down.reach / stride
    pitch = across.windows + across.reach / stride
    planesDown = min(stride, down.reach + 1)
    planesAcross = min(stride, across.reach + 1)
  }

  var stride: Int { down.stride }
  var isCircular: Bool { down.isCircular }

  /// How many pixels a channel and an output have.
  var pixels: Int { down.pixels * across.pixels }
  var outputPixels: Int { down.windows * across.windows }

  /// How many weights a window has for each channel.
  var kernelSize: Int { down.kernel * across.kernel }

  /// How many planes a channel has, and how many numbers each.
  var planes: Int { planesDown * planesAcross }
  var planeSize: Int { rows * pitch }

  /// How many numbers of a plane are computed as outputs, in whole vectors.
  var outputPositions: Int { Lanes.padded((down.windows - 1) * pitch + across.windows) }

  /// The outputs as rows, where these are whole vectors: then none is computed that is dropped.
  var outputRows: ConvolutionKernels.Field? {
    guard across.windows % Lanes.width == 0 else { return nil }
    return ConvolutionKernels.Field(
      rows: down.windows, columns: across.windows / Lanes.width,
      source: .init(across: Lanes.width, down: pitch),
      target: .init(across: Lanes.width, down: across.windows)
    )
  }

  /// Which of a channel's planes a number of the window lies in.
  func plane(_ row: Int, _ column: Int) -> Int {
    row * down.dilation % stride * planesAcross + column * across.dilation % stride
  }

  /// How far into its plane output 0 sees a number of the window.
  func shift(_ row: Int, _ column: Int) -> Int {
    row * down.dilation / stride * pitch + column * across.dilation / stride
  }

  /// Visits the pixels of a channel's plane in runs: `count` packed numbers from `position` on, counted in the plane,
  /// are every `stride`th pixel from `pixel` on, counted in the channel.
  ///
  /// Packed numbers that are not visited are zeros.
  @inline(__always)
  func forEachRun(_ plane: Int, _ body: (_ pixel: Int, _ position: Int, _ count: Int) -> Void) {
    let (a, b) = (plane / planesAcross, plane % planesAcross)
    let (height, width, firstColumn) = (down.pixels, across.pixels, b - across.margin)
    if isCircular {
      let start = ConvolutionAxis.wrapped(firstColumn, width)
      var row = ConvolutionAxis.wrapped(a - down.margin, height)
      for i in 0..<rows {
        var column = start
        var j = 0
        while j < pitch {
          let count = min(pitch - j, steps(to: width - column))
          body(row * width + column, i * pitch + j, count)
          j += count
          column = ConvolutionAxis.wrapped(column + count * stride, width)
        }
        row = ConvolutionAxis.wrapped(row + stride, height)
      }
    } else {
      let j = firstColumn < 0 ? (stride - 1 - firstColumn) / stride : 0
      let column = firstColumn + j * stride
      let count = min(pitch - j, steps(to: width - column))
      guard count > 0 else { return }
      for i in 0..<rows {
        let row = i * stride + a - down.margin
        if 0 <= row, row < height { body(row * width + column, i * pitch + j, count) }
      }
    }
  }

  /// ⌈distance / stride⌉, without a division in the common case; none or fewer for none or fewer.
  @inline(__always)
  private func steps(to distance: Int) -> Int {
    stride == 1 ? distance : (distance + stride - 1) / stride
  }
}
