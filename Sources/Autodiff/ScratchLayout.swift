/// Where arrays lie in scratch memory, one after another, each from a cache line on.
struct ScratchLayout {
  /// How many bytes all arrays take.
  private(set) var bytes = 0

  /// An array's place.
  struct Place<Element: BitwiseCopyable> {
    fileprivate let offset: Int
    let count: Int

    func callAsFunction(_ scratch: UnsafeMutableRawPointer) -> UnsafeMutableBufferPointer<Element> {
      UnsafeMutableBufferPointer(
        start: (scratch + offset).bindMemory(to: Element.self, capacity: count), count: count)
    }
  }

  /// Adds an array.
  mutating func place<Element>(_ count: Int, of type: Element.Type) -> Place<Element> {
    defer { bytes += (count * MemoryLayout<Element>.stride + 63) / 64 * 64 }
    return Place(offset: bytes, count: count)
  }
}
