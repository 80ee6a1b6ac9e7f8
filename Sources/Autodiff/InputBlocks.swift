import CProcessor
import Numbers

/// A layer's inputs in blocks of sixteen that lie side by side, some of which have sums: by them the sums, as they are
/// computed, one after another, become a row of weights' gradients.
struct InputBlocks {
  /// Sixteen inputs from a column on, or as many as there are.
  struct Block {
    let column, count: Int
    /// The number of the first sum that is one of theirs.
    let sum: Int
    /// A bit for each input that has a sum.
    let bits: UInt16
  }

  private let start: UnsafePointer<Block>
  let count: Int

  private init(_ start: UnsafePointer<Block>, count: Int) { (self.start, self.count) = (start, count) }

  /// How many blocks are written for so many inputs: one more than there are.
  static func mostCount(inputs: Int) -> Int { Lanes.padded(inputs) / Lanes.width + 1 }

  /// The blocks of a range of inputs, of which those in a list have sums.
  init(_ inputs: Range<Int>, _ list: PanelIndices, in memory: UnsafeMutablePointer<Block>) {
    var (count, sum) = (0, 0)
    for column in stride(from: inputs.lowerBound, to: inputs.upperBound, by: Lanes.width) {
      let first = sum
      var bits: UInt16 = 0
      while sum < list.count, case let place = Int(list.start[sum].number) - column, place < Lanes.width {
        bits |= 1 << UInt16(place)
        sum += 1
      }
      memory[count] = Block(
        column: column, count: min(Lanes.width, inputs.upperBound - column), sum: first, bits: bits)
      count += 1
    }
    memory[count] = Block(column: inputs.upperBound, count: 0, sum: sum, bits: 0)
    self.init(memory, count: count)
  }

  /// The blocks that hold the inputs of a list, which has some.
  init(of list: PanelIndices, in memory: UnsafeMutablePointer<Block>) {
    let (first, last) = (Int(list.start[0].number), Int(list.start[list.count - 1].number))
    self.init(first / Lanes.width * Lanes.width..<last + 1, list, in: memory)
  }

  /// Some of them.
  subscript(range: Range<Int>) -> Self { Self(start + range.lowerBound, count: range.count) }

  /// The numbers of their sums.
  var sums: Range<Int> { start[0].sum..<start[count].sum }

  /// Asks for a row.
  func fetch(_ row: UnsafePointer<Real>) {
    for i in 0..<count { processor_prefetch(row + start[i].column) }
  }

  /// Writes their sums to a row, and 0 where there are none; or adds them to what is there.
  ///
  /// A vector more is read than there are sums.
  @inline(__always)
  func write(_ sums: UnsafePointer<Real>, to row: UnsafeMutablePointer<Real>, adding: Bool) {
    let sums = sums - start[0].sum
    for i in 0..<count {
      let block = start[i]
      let place = row + block.column
      var numbers = Lanes(at: sums + block.sum).spread(block.bits)
      if adding { numbers += Lanes(at: place, count: block.count) }
      numbers.store(at: place, count: block.count)
    }
  }
}
