/// Some numbers of the vectors in a batch, in order, and where the weights of each begin.
struct PanelIndices {
  /// A number, and how far from the first weight its weights begin.
  struct Index {
    let number: Int32
    let weight: Int32

    @inline(__always)
    init(_ number: Int, weight: Int) {
      self.number = Int32(truncatingIfNeeded: number)
      self.weight = Int32(truncatingIfNeeded: weight)
    }
  }

  let first: UnsafePointer<Index>
  let count: Int

  /// All numbers of a range, whose weights lie `stride` apart.
  init(_ range: Range<Int>, stride: Int, in memory: UnsafeMutablePointer<Index>) {
    for i in range { memory[i &- range.lowerBound] = Index(i, weight: i &* stride) }
    (first, count) = (UnsafePointer(memory), range.count)
  }

  /// Those numbers of a range that are flagged; their weights lie `stride` apart.
  init(
    _ range: Range<Int>, flagged flags: UnsafePointer<UInt8>, stride: Int,
    in memory: UnsafeMutablePointer<Index>
  ) {
    // Counted without a branch, which would be foretold wrongly for every other number.
    var count = 0
    for i in range {
      memory[count] = Index(i, weight: i &* stride)
      count &+= Int(flags[i])
    }
    (first, self.count) = (UnsafePointer(memory), count)
  }

  /// All examples of some panels, as numbers of a transposed batch; their weights are numbers of panels of `size`.
  init(examplesOf panels: Int, size: Int, in memory: UnsafeMutablePointer<Index>) {
    let lanes = Lanes.scalarCount
    for panel in 0..<panels {
      for lane in 0..<lanes {
        memory[panel &* lanes &+ lane] = Index(panel &* lanes &+ lane, weight: panel &* size &* lanes &+ lane)
      }
    }
    (first, count) = (UnsafePointer(memory), panels * lanes)
  }
}
