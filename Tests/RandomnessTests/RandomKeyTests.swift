import Randomness
import Testing

@Suite struct RandomKeyTests {
  @Test func aKeyIsItsPath() {
    let key = RandomKey(seed: 3)["weights"]["hidden1"]
    #expect(key == RandomKey(seed: 3)["weights"]["hidden1"])
    let others = [
      RandomKey(seed: 4)["weights"]["hidden1"], RandomKey(seed: 3)["hidden1"]["weights"],
      RandomKey(seed: 3)["weights"]["hidden2"], RandomKey(seed: 3)["weights"][1],
      RandomKey(seed: 3)["weights"],
    ]
    #expect(!others.contains(key))
    #expect(Set(others).count == others.count)
  }

  /// What a key draws must never change from one version to the next: results on disk rest on it.
  @Test func drawsAreFixedForAllTime() {
    var stream = RandomKey(seed: 1)["order"][2].stream()
    let drawn = (0..<3).map { _ in stream.next() }
    #expect(drawn == [14_495_873_662_949_249_568, 984_674_945_566_817_203, 10_380_117_745_978_085_436])
    #expect(RandomKey(seed: 1).permutation(of: 8) == [1, 0, 6, 7, 4, 3, 5, 2])
  }

  @Test(arguments: [0, 1, 2, 1000])
  func aPermutationHoldsEveryNumberOnce(count: Int) {
    let order = RandomKey(seed: 9).permutation(of: count)
    #expect(order.sorted() == (0..<Int32(count)).map { $0 })
  }

  @Test func permutationsAreUniform() {
    let draws = 24_000
    var counts: [[Int32]: Int] = [:]
    for i in 0..<draws { counts[RandomKey(seed: 7)[i].permutation(of: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    let expected = Double(draws) / 24
    let chiSquare = counts.values.reduce(0.0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    #expect(chiSquare < 60)  // 23 degrees of freedom: mean 23, deviation 6.8
  }
}
