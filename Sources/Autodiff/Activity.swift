import CProcessor

/// For which examples of a batch which units of a rectified layer are active: not 0.
///
/// It is what the rectifier's slope is told from. In a deep network most units are on, or off, for all examples alike:
/// examples become more similar from layer to layer; products need not add up terms that are 0.
struct Activity {
  /// For each group of panels, and each unit, a bit for each example.
  private let words: UnsafeMutablePointer<UInt64>
  private let size: Int

  /// How many panels form a group: as many as have bits in a word.
  static let panels = UInt64.bitWidth / Lanes.scalarCount

  /// The activity of `size` units.
  init(words: UnsafeMutablePointer<UInt64>, size: Int) { (self.words, self.size) = (words, size) }

  /// The activity from a panel on, which must be the first of a group.
  func from(panel: Int) -> Activity { Activity(words: words(from: panel), size: size) }

  /// How many words `size` units take for `panels` panels.
  static func count(size: Int, panels: Int) -> Int { (panels + Self.panels - 1) / Self.panels * size }

  /// A word for each unit, of the group that begins with a panel.
  @inline(__always)
  func words(from panel: Int) -> UnsafeMutablePointer<UInt64> { words + panel / Self.panels &* size }

  /// Asks for the words of the group that begins with a panel.
  func fetch(from panel: Int) {
    for unit in stride(from: 0, to: size, by: 8) { processor_prefetch(words(from: panel) + unit) }
  }

  /// The bits of a unit for the examples of one panel.
  @inline(__always)
  func bits(of unit: Int, panel: Int) -> UInt16 {
    let place = panel % Self.panels &* Lanes.scalarCount
    return UInt16(truncatingIfNeeded: words(from: panel)[unit] &>> UInt64(truncatingIfNeeded: place))
  }

  /// Writes for each unit the bits of all groups in one word.
  func gather(panels: Int, into all: UnsafeMutablePointer<UInt64>) {
    all.update(from: words, count: size)
    for panel in stride(from: Self.panels, to: panels, by: Self.panels) {
      let more = words(from: panel)
      for i in 0..<size { all[i] |= more[i] }
    }
  }
}
