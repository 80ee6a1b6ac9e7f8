import CProcessor
import Numbers

/// Images given as bytes, each to be read as numbers byte · scale + shift.
struct ImageRows {
  let bytes: UnsafeBufferPointer<UInt8>
  /// How many bytes an image has.
  let size: Int
  let scale: Real
  let shift: Real

  /// Asks for the memory of images that are needed next: in a shuffled order the processor cannot know.
  ///
  /// The numbers are read through a span: an array of fixed size is copied anew for each number that is read of it, and how
  /// long that takes depends on where the stack happens to lie.
  private func prefetch(_ images: Span<Int>, at place: Int) {
    for lane in 0..<16 { processor_prefetch(self[images[lane]] + place) }
  }

  /// Writes the numbers of an image.
  @inline(never)
  func convert(_ image: Int, to numbers: UnsafeMutablePointer<Real>) {
    let bytes = self[image]
    for i in 0..<size { numbers[i] = Real(bytes[i]) * scale + shift }
  }

  /// Writes sixteen images as a panel.
  ///
  /// Four pixels at a time become columns, as the bytes of one word, before they become numbers.
  ///
  /// - Parameter next: The images of the panel after this one.
  @inline(never)
  func convert(
    panel images: InlineArray<16, Int>, to numbers: UnsafeMutablePointer<Real>,
    before next: InlineArray<16, Int>
  ) {
    let width = 4 * Lanes.scalarCount
    guard size >= width else { return convert(narrow: images, to: numbers) }
    let (images, next) = (images.span, next.span)
    for start in stride(from: 0, to: size, by: width) {
      // The last tile reaches back over pixels of the one before.
      let first = min(start, size - width)
      prefetch(next, at: start)
      var tile = InlineArray<16, SIMD16<UInt32>>(repeating: .zero)
      for lane in 0..<16 {
        tile[unchecked: lane] = UnsafeRawPointer(self[images[lane]] + first).loadUnaligned(
          as: SIMD16<UInt32>.self)
      }
      Panels.transpose(&tile)
      for word in 0..<16 {
        var pixels = tile[unchecked: word]
        for place in 0..<4 {
          let values = Lanes(lowBytes: pixels) * scale + shift
          values.store(at: numbers + (first + 4 * word + place) * Lanes.scalarCount)
          pixels = pixels &>> 8
        }
      }
    }
  }

  /// The same for images of less than 64 pixels.
  private func convert(narrow images: InlineArray<16, Int>, to numbers: UnsafeMutablePointer<Real>) {
    for lane in 0..<16 {
      let bytes = self[images[lane]]
      for i in 0..<size { numbers[i * Lanes.scalarCount + lane] = Real(bytes[i]) * scale + shift }
    }
  }

  private subscript(_ image: Int) -> UnsafePointer<UInt8> {
    precondition(image >= 0 && (image + 1) * size <= bytes.count, "there is no image \(image)")
    guard let first = bytes.baseAddress else { preconditionFailure("no images") }
    return first + image * size
  }
}

extension SIMD16<Real> {
  /// The lowest byte of each word as a number.
  ///
  /// A byte among the last bits of 2²³ is that much more than 2²³: the library's own conversion of a vector goes through
  /// its numbers one by one.
  @inline(__always)
  fileprivate init(lowBytes words: SIMD16<UInt32>) {
    let whole: Float = 8_388_608
    let sums = unsafeBitCast(
      (words & 0xFF) | SIMD16<UInt32>(repeating: whole.bitPattern), to: SIMD16<Float>.self)
    #if DoublePrecision
      self = SIMD16<Double>(sums - whole)
    #else
      self = sums - whole
    #endif
  }
}
