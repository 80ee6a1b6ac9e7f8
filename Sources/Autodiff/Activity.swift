/// Which numbers of a batch's rectified vectors are not 0 for every example of a group of panels.
///
/// In a deep network most units are on, or off, for all examples alike: examples become more similar from layer to
/// layer. Products need not add up terms that are 0.
struct Activity {
  /// A byte for each number, group after group: 1 where it is active.
  private let flags: UnsafeMutablePointer<UInt8>
  private let size: Int

  /// How many panels form a group.
  static let panels = 4

  /// The activity of vectors of `size` numbers.
  init(flags: UnsafeMutablePointer<UInt8>, size: Int) { (self.flags, self.size) = (flags, size) }

  /// How many bytes `panels` panels of vectors of `size` numbers take.
  static func count(size: Int, panels: Int) -> Int { (panels + Self.panels - 1) / Self.panels * size }

  /// A byte for each number of the group that begins with a panel.
  @inline(__always)
  func flags(from panel: Int) -> UnsafeMutablePointer<UInt8> { flags + panel / Self.panels &* size }

  /// Writes for each number whether it is active in any group.
  func gather(panels: Int, into all: UnsafeMutablePointer<UInt8>) {
    all.update(from: flags, count: size)
    for panel in stride(from: Self.panels, to: panels, by: Self.panels) {
      let more = flags(from: panel)
      for i in 0..<size { all[i] |= more[i] }
    }
  }
}
