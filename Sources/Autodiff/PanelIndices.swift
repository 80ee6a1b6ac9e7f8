import CProcessor

/// Some numbers of the vectors in a batch, in order, and where the weights of each begin.
struct PanelIndices {
  /// A number, and how far from the first weight its weights begin.
  typealias Index = processor_index

  let start: UnsafePointer<Index>
  let count: Int

  /// The first `count` of a list.
  init(_ start: UnsafePointer<Index>, count: Int) { (self.start, self.count) = (start, count) }

  /// Some of them.
  subscript(range: Range<Int>) -> Self { Self(start + range.lowerBound, count: range.count) }

  /// Visits the numbers.
  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    for i in 0..<count { body(Int(start[i].number)) }
  }

  /// Visits what of a range lies between them.
  func forEachGap(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var first = range.lowerBound
    forEach { number in
      if first < number { body(first..<number) }
      first = number + 1
    }
    if first < range.upperBound { body(first..<range.upperBound) }
  }

  /// All numbers of a range, whose weights lie `stride` apart.
  init(_ range: Range<Int>, stride: Int, in memory: UnsafeMutablePointer<Index>) {
    for i in range { memory[i &- range.lowerBound] = Index(i, weight: i &* stride) }
    (start, count) = (UnsafePointer(memory), range.count)
  }

  /// Those numbers of a range that are active for any example; their weights lie `stride` apart.
  init(
    _ range: Range<Int>, active words: UnsafePointer<UInt64>, stride: Int,
    in memory: UnsafeMutablePointer<Index>
  ) {
    let count = processor_list(
      words, Int32(range.lowerBound), Int32(range.upperBound), Int32(stride), memory)
    (start, self.count) = (UnsafePointer(memory), Int(count))
  }

  /// All examples of some panels, as numbers of a transposed batch; their weights are numbers of panels of `size`.
  init(examplesOf panels: Int, size: Int, in memory: UnsafeMutablePointer<Index>) {
    let lanes = Lanes.scalarCount
    for panel in 0..<panels {
      for lane in 0..<lanes {
        memory[panel &* lanes &+ lane] = Index(panel &* lanes &+ lane, weight: panel &* size &* lanes &+ lane)
      }
    }
    (start, count) = (UnsafePointer(memory), panels * lanes)
  }
}

/// The numbers that are active in each group of panels, listed when asked for; or all, listed once, where nobody marks
/// what is active.
enum GroupIndices {
  case all(PanelIndices)
  case active(Activity, size: Int, stride: Int, memory: UnsafeMutablePointer<PanelIndices.Index>)

  /// Lists are written to `memory`, each over the one before.
  @inline(__always)
  init(
    _ size: Int, stride: Int, _ activity: Activity?, in memory: UnsafeMutablePointer<PanelIndices.Index>
  ) {
    if let activity {
      self = .active(activity, size: size, stride: stride, memory: memory)
    } else {
      self = .all(PanelIndices(0..<size, stride: stride, in: memory))
    }
  }

  /// Those of the group that begins with a panel.
  @inline(__always)
  subscript(panel: Int) -> PanelIndices {
    switch self {
    case .all(let indices): indices
    case .active(let activity, let size, let stride, let memory):
      PanelIndices(0..<size, active: activity.words(from: panel), stride: stride, in: memory)
    }
  }
}

extension PanelIndices.Index {
  @inline(__always)
  fileprivate init(_ number: Int, weight: Int) {
    self.init(number: Int32(truncatingIfNeeded: number), weight: Int32(truncatingIfNeeded: weight))
  }
}
