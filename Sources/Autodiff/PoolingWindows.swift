/// Square windows that lie within images, one after another, as pooling goes through them.
struct PoolingWindows: Sendable {
  /// A window's height and width.
  let side: Int
  /// The distance between windows.
  let stride: Int

  /// Windows; without a stride they lie side by side.
  init(_ side: Int, stride: Int?) {
    let stride = stride ?? side
    precondition(side > 0 && stride > 0, "a window of \(side) that moves by \(stride)")
    (self.side, self.stride) = (side, stride)
  }

  /// [n, c, h, w] gives [n, c, h′, w′], where an extent e becomes ⌊(e − side) / stride⌋ + 1.
  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched, inputs[0].extents.count == 3 else {
      throw ShapeMismatch("the input must be a batch of images [n, channels, height, width]")
    }
    let extents = inputs[0].extents
    guard side <= extents[1], side <= extents[2] else {
      throw ShapeMismatch(
        "a window of \(side) × \(side) does not fit into an image of \(extents[1]) × \(extents[2])")
    }
    return .batch(extents[0], count(extents[1]), count(extents[2]))
  }

  private func count(_ extent: Int) -> Int {
    (extent - side) / stride + 1
  }

  /// Visits the windows of all images, of a panel's examples together: where the output lies, where the window's first pixel
  /// lies, and how far the window's rows lie apart.
  @inline(__always)
  func forEach(_ at: Site, _ body: (_ output: Int, _ corner: Int, _ pitch: Int) -> Void) {
    let extents = at.extents(0)
    let (height, width) = (extents[1], extents[2])
    let (down, across) = (count(height), count(width))
    var output = 0
    for channel in 0..<at.panels * extents[0] {
      for i in 0..<down {
        let row = (channel * height + i * stride) * width
        for j in 0..<across {
          body(output, (row + j * stride) * at.lanes, width * at.lanes)
          output += at.lanes
        }
      }
    }
  }
}
