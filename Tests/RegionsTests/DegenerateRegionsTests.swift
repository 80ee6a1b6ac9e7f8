import Autodiff
import Network
import Randomness
import Regions
import Testing

/// Counts known on paper where lines do not lie in general position.
@Suite struct DegenerateRegionsTests {
  private func counts(_ hidden: [[Int]]..., within window: Window? = nil) throws -> [Int] {
    let network = try WholeNetwork(hidden)
    return try network.network().regions(on: .whole(), within: window).afterLayer
  }

  @Test func linesThroughOnePoint() throws {
    #expect(try counts([[1, 0, 0], [0, 1, 0], [1, 1, 0], [3, -7, 0], [5, 2, 0]]) == [10])
    // The same lines through (1/3, 1/3), which no binary fraction is.
    #expect(try counts([[3, 0, -1], [0, 3, -1], [3, 3, -2], [6, -3, -1]]) == [8])
  }

  @Test func zeroBiasesMakeCones() throws {
    let widths = [12, 12, 12]
    let network = try DrawnNetwork(widths, inputs: 5, biases: 0, from: RandomKey(seed: 2)).snapshot()
    let (u, v) = ([0.3, 1, -0.7, 0.1, 2], [1, 0.2, 0.9, -1.3, 0.6])
    let whole = try network.regions(on: Plane(throughOriginAnd: u, v))
    #expect(whole.afterLayer[0] == 24)
    // The cones' bounds are rays; a window about the origin meets all of them.
    let window = try Window(s: -0.1...0.3, t: -0.2...0.1)
    #expect(try network.regions(on: Plane(throughOriginAnd: u, v), within: window) == whole)
    // A cone is as wide at any distance: going round on a square's sides one meets every ray once.
    var rays = 0
    for (from, to) in [([1, 0], [0, 1]), ([0, 1], [-1, 0]), ([-1, 0], [0, -1]), ([0, -1], [1, 0])] {
      let ends = [from, to].map { end in u.indices.map { Double(end[0]) * u[$0] + Double(end[1]) * v[$0] } }
      rays += try network.crossings(on: Line(through: ends[0], ends[1]), within: 0...1).count
    }
    #expect(whole.total == rays)
  }

  @Test func equalUnitsCutOnce() throws {
    #expect(try counts([[1, 2, 3], [1, 2, 3], [-2, -4, -6], [2, -1, 0]]) == [4])
    #expect(try counts([[1, 0, 0], [0, 1, 0]], [[1, 1, -1], [2, 2, -2], [1, 1, -1]]) == [4, 7])
  }

  @Test func parallelLines() throws {
    #expect(try counts([[1, 2, 0], [1, 2, 1], [2, 4, 5], [-1, -2, 7]]) == [5])
    #expect(try counts([[1, 2, 0], [1, 2, 1], [2, 4, 5], [3, -1, 7]]) == [8])
    // Strips as far as they go, cut by their own parallels again.
    #expect(try counts([[1, 0, 0], [1, 0, -1]], [[1, 1, -3], [0, 0, 1]]) == [3, 4])
  }

  @Test func constantUnitsDoNotCut() throws {
    #expect(try counts([[0, 0, 3], [0, 0, -3], [0, 0, 0]]) == [1])
    #expect(try counts([[0, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 0, 5], [7, 1, -1]]) == [2, 3])
  }

  @Test func nothingIsCutBehindADeadLayer() throws {
    // Both units of the second layer are negative wherever they are.
    #expect(
      try counts(
        [[1, 0, 0], [0, 1, 0]], [[-1, -1, -1], [-2, 0, -3]], [[1, 1, 0], [3, -1, 2], [1, 0, 0]])
        == [4, 4, 4])
  }

  @Test func aUnitThatIsZeroOnARegionDoesNotCutThere() throws {
    // max(x, 0) as a unit again: zero for x < 0, where it bounds nothing; for x > 0 it is positive.
    #expect(try counts([[1, 0, 0]], [[1, 0]]) == [2, 2])
    #expect(try counts([[1, 0, 0]], [[1, 0], [1, -1]]) == [2, 3])
  }

  @Test func aCutThroughACorner() throws {
    // max(x, 0) − max(y, 0): a ray from the corner of the first quadrant, which alone it cuts.
    #expect(try counts([[1, 0, 0], [0, 1, 0]], [[1, -1, 0]]) == [4, 5])
    // max(x, 0) + max(y, 0) = 1 with a further line through the point (1, 0), where it leaves the axis.
    #expect(try counts([[1, 0, 0], [0, 1, 0], [1, -1, -1]], [[1, 1, 0, -1]]) == [7, 10])
    // A window's diagonal passes through two of its corners, and its side does not cut it.
    let window = try Window(s: 0...1, t: 0...1)
    #expect(try counts([[1, -1, 0], [1, 0, 0], [0, 1, -1], [1, 1, -2]], within: window) == [2])
  }

  /// Three lines whose determinant is 1 among products of about 2⁶⁰ meet in three points; with the sum of two in the
  /// place of the third, in one. Floating point tells neither.
  @Test(arguments: 0..<20)
  func linesThatAlmostMeetInOnePoint(seed: Int) throws {
    var stream = RandomKey(seed: 9)[seed].stream()
    var lines = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    while true {
      let (to, from) = (stream.next(below: 3), stream.next(below: 3))
      if to == from { continue }
      let sign = stream.next(below: 2) == 0 ? 1 : -1
      let sum = zip(lines[to], lines[from]).map { $0 + sign * $1 }
      if sum.contains(where: { abs($0) > 1 << 23 }) { break }
      lines[to] = sum
    }
    func areParallel(_ first: [Int], _ second: [Int]) -> Bool { first[0] * second[1] == first[1] * second[0] }
    let isGeneral = !(0..<3).contains { areParallel(lines[$0], lines[($0 + 1) % 3]) }
    try #require(isGeneral)
    #expect(try counts(lines) == [7])
    let third = zip(lines[0], lines[1]).map { $0 + $1 }
    #expect(try counts([lines[0], lines[1], third]) == [6])
  }
}
