import Cluster
import Testing

@Suite struct ShardTests {
  /// What each of `count` processes finds for itself.
  private func parts(_ count: Int, of costs: [Double]) -> [[Int]] {
    (1...count).map { Shard($0, of: count).places(costs: costs) }
  }

  /// Costs in no order, some of them equal, some zero.
  private func costs(_ count: Int, salt: Int = 1) -> [Double] {
    (0..<count).map { Double(($0 * 7919 + salt * 104_729) % 31) * 0.5 }
  }

  private func loads(_ parts: [[Int]], _ costs: [Double]) -> [Double] {
    parts.map { $0.reduce(0) { $0 + costs[$1] } }
  }

  @Test func textAndPartAreTheSame() {
    #expect(Shard("2/4") == Shard(2, of: 4))
    #expect(Shard(2, of: 4).description == "2/4")
    #expect(Shard(2, of: 4).storeName == "shard-2-of-4.db")
    for text in ["", "2", "/", "2/", "/4", "0/4", "5/4", "-1/4", "1/0", "1/2/4", "a/b", " 1/2", "1.0/2"] {
      #expect(Shard(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [1, 2, 3, 7, 40, 41, 1000])
  func everyTrialIsInOnePart(count: Int) {
    for trials in [0, 1, 2, 40] {
      let parts = parts(count, of: costs(trials))
      #expect(parts.flatMap { $0 }.sorted() == Array(0..<trials))
      #expect(parts.allSatisfy { $0 == $0.sorted() })
    }
  }

  /// Graham's worst case for three parts, by hand; ties go to the first trial and the first part.
  @Test func theLongestGoesToTheLeastLoaded() {
    let costs: [Double] = [5, 5, 4, 4, 3, 3, 3]
    #expect(parts(3, of: costs) == [[0, 4, 6], [1, 5], [2, 3]])
    #expect(parts(2, of: [1, 1, 1, 9]) == [[3], [0, 1, 2]])
  }

  @Test func moreTrialsThanPartsLeaveNonePartIdle() {
    for salt in 1...20 {
      let costs = costs(40, salt: salt).map { $0 + 1 }
      #expect(parts(13, of: costs).allSatisfy { !$0.isEmpty })
      #expect(parts(50, of: costs).map(\.count).sorted().suffix(40).allSatisfy { $0 == 1 })
    }
  }

  /// Against the best of all partitions, which for eight trials can be tried one by one.
  @Test(arguments: [2, 3, 4])
  func noPartIsMuchLongerThanInTheBestPartition(count: Int) {
    for salt in 1...10 {
      let costs = costs(8, salt: salt)
      let best = shortest(costs[...], Array(repeating: 0, count: count))
      let longest = loads(parts(count, of: costs), costs).max() ?? 0
      #expect(longest >= best)
      #expect(longest <= (4.0 / 3 - 1 / (3 * Double(count))) * best + 1e-9)
    }
  }

  /// The longest part's load in the best partition of the costs over parts that are loaded so already.
  private func shortest(_ costs: ArraySlice<Double>, _ loads: [Double]) -> Double {
    guard let cost = costs.first else { return loads.max() ?? 0 }
    return loads.indices.map { part in
      var loads = loads
      loads[part] += cost
      return shortest(costs.dropFirst(), loads)
    }.min() ?? 0
  }

  @Test func manyTrialsAreBalancedToTheLastOne() {
    let costs = costs(1000)
    for count in [2, 4, 16] {
      let loads = loads(parts(count, of: costs), costs)
      #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 0.5)
    }
  }
}
