/// One axis of a convolution: on which pixel each number of each window lies.
struct ConvolutionAxis {
  /// The number of pixels, of windows, and of a window's numbers.
  let pixels, windows, kernel: Int
  let stride, dilation: Int
  /// How many pixels the last number of a window lies behind its first.
  let reach: Int
  /// How far the first window reaches beyond the first pixel.
  let margin: Int
  /// Whether windows see the image again beyond its edge.
  let isCircular: Bool

  /// How windows lie along an axis; there are none, or fewer, where the kernel does not fit.
  init(pixels: Int, kernel: Int, stride: Int, padding: Padding, dilation: Int) {
    (self.pixels, self.kernel, self.stride, self.dilation) = (pixels, kernel, stride, dilation)
    reach = Self.reach(kernel, dilation)
    isCircular = padding == .circular
    margin = padding == .valid ? 0 : reach / 2
    windows = (pixels - (padding == .valid ? reach + 1 : 1) + stride) / stride
  }

  /// The reach of a kernel.
  static func reach(_ kernel: Int, _ dilation: Int) -> Int { (kernel - 1) * dilation }

  /// The pixel that a window's number lies on; nil where nothing lies there.
  func pixel(of window: Int, at number: Int) -> Int? {
    let place = window * stride - margin + number * dilation
    if isCircular { return Self.wrapped(place, pixels) }
    return 0 <= place && place < pixels ? place : nil
  }

  /// The window whose number lies on a pixel; nil where there is none. On a circle too there is one at most: the first pixels
  /// of two windows are less than the circle apart.
  func window(of pixel: Int, at number: Int) -> Int? {
    var place = pixel + margin - number * dilation
    if isCircular { place = Self.wrapped(place, pixels) }
    guard place >= 0, place % stride == 0, place / stride < windows else { return nil }
    return place / stride
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
