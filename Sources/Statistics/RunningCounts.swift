/// How many things were added at places below any place, in a number of steps that grows with the logarithm only.
///
/// Source: Fenwick 1994, *A New Data Structure for Cumulative Frequency Tables*.
struct RunningCounts {
  private var sums: [Int]
  private var counts: [Int]
  /// How many things were added.
  private(set) var total = 0

  /// Nothing yet, at places 0 ..< `places`.
  init(places: Int) {
    sums = [Int](repeating: 0, count: places + 1)
    counts = sums
  }

  mutating func add(_ place: Int) {
    counts[place] += 1
    total += 1
    var node = place + 1
    while node < sums.count {
      sums[node] += 1
      node += node & -node
    }
  }

  func count(at place: Int) -> Int { counts[place] }

  func count(below place: Int) -> Int {
    var count = 0
    var node = place
    while node > 0 {
      count += sums[node]
      node -= node & -node
    }
    return count
  }
}
