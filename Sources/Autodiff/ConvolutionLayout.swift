/// How a convolution's windows lie on an image, and how the image is packed for the kernels.
///
/// Packed, an image is padded and, for a stride s, split into s × s planes: plane (a, b) holds the pixels whose row
/// and column, counted from the padded corner, leave the remainders a and b. All planes have rows of `pitch` numbers.
/// So what output p = i · pitch + j sees at one place of its window always lies p after what output 0 sees there, and
/// every stride, dilation and padding becomes the same sum of shifted planes. Outputs with j beyond the output's width are
/// computed too, and dropped.
struct ConvolutionLayout {
  let channels, height, width: Int
  let outputs, kernelHeight, kernelWidth: Int
  let stride, dilation: Int
  let padding: Padding
  /// How far the first window reaches beyond the image's first row and first column.
  let top, left: Int
  let outputHeight, outputWidth: Int
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
    (channels, height, width) = (weights[1], input[1], input[2])
    (outputs, kernelHeight, kernelWidth) = (weights[0] / groups, weights[2], weights[3])
    (self.stride, self.dilation, self.padding) = (stride, dilation, padding)
    let (down, across) = (Self.reach(kernelHeight, dilation), Self.reach(kernelWidth, dilation))
    let isPadded = padding != .valid
    top = isPadded ? down / 2 : 0
    left = isPadded ? across / 2 : 0
    outputHeight = Self.windows(height, down, stride, padding)
    outputWidth = Self.windows(width, across, stride, padding)
    rows = outputHeight + down / stride
    pitch = outputWidth + across / stride
    planesDown = min(stride, down + 1)
    planesAcross = min(stride, across + 1)
  }

  /// How many pixels the last pixel of a window lies behind its first, along an axis.
  static func reach(_ kernel: Int, _ dilation: Int) -> Int { (kernel - 1) * dilation }

  /// How many windows there are along an axis; none or fewer where the kernel does not fit.
  private static func windows(_ extent: Int, _ reach: Int, _ stride: Int, _ padding: Padding) -> Int {
    padding == .valid ? (extent - reach - 1 + stride) / stride : (extent + stride - 1) / stride
  }

  /// How many pixels a channel and an output have.
  var pixels: Int { height * width }
  var outputPixels: Int { outputHeight * outputWidth }

  /// How many weights a window has for each channel.
  var kernelSize: Int { kernelHeight * kernelWidth }

  /// How many planes a channel has, and how many numbers each.
  var planes: Int { planesDown * planesAcross }
  var planeSize: Int { rows * pitch }

  /// How many numbers of a plane are computed, in whole vectors: of a packed image, and of an output.
  var positions: Int { Lanes.padded(planeSize) }
  var outputPositions: Int { Lanes.padded((outputHeight - 1) * pitch + outputWidth) }

  /// The outputs as rows, where these are whole vectors: then none is computed that is dropped.
  var outputRows: ConvolutionKernels.Field? {
    outputWidth % Lanes.width == 0
      ? ConvolutionKernels.Field(rows: outputHeight, width: outputWidth, pitch: pitch) : nil
  }

  /// Likewise the pixels of a channel, from `firstPixel` on in its plane, where each lies there just once.
  var imageRows: ConvolutionKernels.Field? {
    stride == 1 && padding != .circular && width % Lanes.width == 0
      ? ConvolutionKernels.Field(rows: height, width: width, pitch: pitch) : nil
  }

  /// Where a channel's first pixel lies in its plane, with a stride of 1.
  var firstPixel: Int { top * pitch + left }

  /// The zeros before a packed output gradient, and the distance from one output's to the next one's.
  var margin: Int { Lanes.padded(shift(kernelHeight - 1, kernelWidth - 1)) }
  var gradientStride: Int { margin + positions }

  /// Which of a channel's planes a number of the window lies in.
  func plane(_ row: Int, _ column: Int) -> Int {
    row * dilation % stride * planesAcross + column * dilation % stride
  }

  /// How far into its plane output 0 sees a number of the window.
  func shift(_ row: Int, _ column: Int) -> Int {
    row * dilation / stride * pitch + column * dilation / stride
  }

  /// How many of a window's numbers lie in a plane.
  func kernelNumbers(inPlane plane: Int) -> Int {
    func count(_ kernel: Int, _ remainder: Int) -> Int {
      (0..<kernel).reduce(0) { $0 + ($1 * dilation % stride == remainder ? 1 : 0) }
    }
    return count(kernelHeight, plane / planesAcross) * count(kernelWidth, plane % planesAcross)
  }

  /// Visits the pixels of a channel's plane in runs: `count` packed numbers from `position` on, counted in the plane,
  /// are every `stride`th pixel from `pixel` on, counted in the channel.
  ///
  /// Packed numbers that are not visited are zeros.
  @inline(__always)
  func forEachRun(_ plane: Int, _ body: (_ pixel: Int, _ position: Int, _ count: Int) -> Void) {
    let (a, b) = (plane / planesAcross, plane % planesAcross)
    let firstColumn = b - left
    if padding == .circular {
      let start = Self.wrapped(firstColumn, width)
      var row = Self.wrapped(a - top, height)
      for i in 0..<rows {
        var column = start
        var j = 0
        while j < pitch {
          let count = min(pitch - j, steps(to: width - column))
          body(row * width + column, i * pitch + j, count)
          j += count
          column = Self.wrapped(column + count * stride, width)
        }
        row = Self.wrapped(row + stride, height)
      }
    } else {
      let j = firstColumn < 0 ? (stride - 1 - firstColumn) / stride : 0
      let column = firstColumn + j * stride
      let count = min(pitch - j, steps(to: width - column))
      guard count > 0 else { return }
      for i in 0..<rows {
        let row = i * stride + a - top
        if 0 <= row, row < height { body(row * width + column, i * pitch + j, count) }
      }
    }
  }

  /// ⌈distance / stride⌉, without a division in the common case; none or fewer for none or fewer.
  @inline(__always)
  private func steps(to distance: Int) -> Int {
    stride == 1 ? distance : (distance + stride - 1) / stride
  }

  /// `i` moved by whole periods into 0 ..< `period`.
  @inline(__always)
  static func wrapped(_ i: Int, _ period: Int) -> Int {
    // A division takes longer than the usual one or two subtractions.
    var i = i
    while i >= period { i -= period }
    while i < 0 { i += period }
    return i
  }
}
