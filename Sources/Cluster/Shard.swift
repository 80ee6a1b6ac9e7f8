/// One of several parts of a batch of runs, each made by its own process, on whatever machine.
public struct Shard: Hashable, Sendable {
  /// Which part, from 1 to `count`.
  public let index: Int
  /// How many parts there are.
  public let count: Int

  /// The part `index` of `count`.
  public init(_ index: Int, of count: Int) {
    precondition(1 <= index && index <= count, "there is no part \(index) of \(count)")
    self.index = index
    self.count = count
  }

  /// The name of the file that holds this part's results, beside those of the other parts.
  ///
  /// Each part writes its own: machines may not share a store through a network's file system.
  public var storeName: String { "shard-\(index)-of-\(count).db" }

  /// The places of the runs that are this part's, in ascending order.
  ///
  /// Every run is in one part, and each process finds the same parts by itself, if all are given the same runs:
  /// also those whose results are there already. The longest run not yet given goes to the part with the least
  /// to do, so that no part takes more than 4/3 of the time of the best partition (Graham 1969, Bounds on
  /// Multiprocessing Timing Anomalies, theorem 2), as far as the costs are right.
  ///
  /// - Parameter costs: How long each run takes, in any unit.
  public func places(costs: [Double]) -> [Int] {
    precondition(costs.allSatisfy { $0 >= 0 }, "a cost is negative or not a number")
    // Of more parts than runs, the last get nothing.
    var loads = Array(repeating: 0.0, count: min(count, costs.count))
    var mine: [Int] = []
    for place in costs.indices.sorted(by: { (costs[$1], $0) < (costs[$0], $1) }) {
      let least = loads.indices.reduce(0) { loads[$1] < loads[$0] ? $1 : $0 }
      loads[least] += costs[place]
      if least == index - 1 { mine.append(place) }
    }
    return mine.sorted()
  }
}

extension Shard: LosslessStringConvertible {
  /// The part and their number, such as "2/4".
  public var description: String { "\(index)/\(count)" }

  /// A part from its description; nil for anything else, such as "0/4" or "5/4".
  public init?(_ description: String) {
    let numbers = description.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1], 1 <= index, index <= count
    else {
      return nil
    }
    self.init(index, of: count)
  }
}
