/// Along one axis, for each number of a convolution's window, the windows whose number lies on the image, one after another,
/// and where: of a circle's pixels, those before and those behind its first one apart.
struct ConvolutionSegments {
  /// Some windows, and the pixel that the first one's number lies on.
  struct Segment {
    let number: Int
    let first, count: Int
    let pixel: Int

    /// What of it lies in a strip of windows, as windows of the strip; with a count of 0, or less, where nothing does.
    func within(_ strip: Range<Int>, stride: Int) -> Segment {
      let start = max(first, strip.lowerBound)
      return Segment(
        number: number, first: start - strip.lowerBound, count: min(first + count, strip.upperBound) - start,
        pixel: pixel + (start - first) * stride)
    }
  }

  private let segments: UnsafeMutableBufferPointer<Segment>
  private var count = 0

  /// Where they lie in scratch memory.
  struct Places {
    fileprivate let segments: ScratchLayout.Place<Segment>

    /// The first windows' pixels are less than a circle apart, so that a number passes its end once at most.
    init(_ axis: ConvolutionAxis, in scratch: inout ScratchLayout) {
      segments = scratch.place(2 * axis.kernel, of: Segment.self)
    }
  }

  init(_ axis: ConvolutionAxis, _ places: Places, _ scratch: UnsafeMutableRawPointer) {
    segments = places.segments(scratch)
    for number in 0..<axis.kernel {
      var first = 0
      while first < axis.windows {
        guard let pixel = axis.pixel(of: first, at: number) else {
          first += 1
          continue
        }
        var length = 1
        while first + length < axis.windows,
          axis.pixel(of: first + length, at: number) == pixel + length * axis.stride
        { length += 1 }
        segments[count] = Segment(number: number, first: first, count: length, pixel: pixel)
        count += 1
        first += length
      }
    }
  }

  /// Visits them, number after number of the window.
  @inline(__always)
  func forEach(_ body: (Segment) -> Void) {
    for segment in segments[..<count] { body(segment) }
  }
}
