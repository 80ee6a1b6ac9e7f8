import Autodiff
import Randomness
import Statistics
import Testing

@Suite struct EmbeddingTestTests {
  /// Pairs of normal numbers of this correlation, both of variance 1.
  private func pairs(_ count: Int, correlation: Double, _ key: RandomKey) -> [[Double]] {
    var numbers = [Real](repeating: 0, count: 2 * count)
    var span = numbers.mutableSpan
    key.fillNormal(&span, deviation: 1)
    let rest = (1 - correlation * correlation).squareRoot()
    return (0..<count).map { i in
      let (x, y) = (Double(numbers[2 * i]), Double(numbers[2 * i + 1]))
      return [x, correlation * x + rest * y]
    }
  }

  /// Each number alone has the same law in both samples; only both together tell them apart.
  @Test func itSeesWhatEachNumberAloneDoesNotShow() throws {
    let key = RandomKey(seed: 2)
    let (first, second) = (
      pairs(2000, correlation: 0, key["first"]), pairs(2000, correlation: 0.5, key["second"])
    )
    let test = try #require(EmbeddingTest(first, second, from: key))
    #expect(test.pValue == 1.0 / 200)
    #expect(test.permutations == 199)
    for k in 0...1 {
      let alone = try #require(KolmogorovSmirnovTest(first.map { $0[k] }, second.map { $0[k] }))
      #expect(alone.pValue > 0.01)
    }
  }

  @Test func alarmsAreAsRareAsTheySay() throws {
    var alarms = 0
    for number in 0..<400 {
      let key = RandomKey(seed: 3)[number]
      let test = try #require(
        EmbeddingTest(
          pairs(40, correlation: 0.5, key["first"]), pairs(60, correlation: 0.5, key["second"]), features: 16,
          permutations: 39, from: key))
      if test.pValue <= 0.1 { alarms += 1 }
    }
    // 40 expected, of a deviation of 6.
    #expect((16...64).contains(alarms))
  }

  @Test func theSameKeyGivesTheSameTest() {
    let key = RandomKey(seed: 4)
    let (first, second) = (pairs(30, correlation: 0, key["a"]), pairs(20, correlation: 0, key["b"]))
    let test = EmbeddingTest(first, second, from: key)
    #expect(test != nil && EmbeddingTest(first, second, from: key) == test)
    #expect(EmbeddingTest(first, second, from: key["other"]) != test)
  }

  @Test func whatIsNoSampleHasNoTest() {
    let key = RandomKey(seed: 5)
    #expect(EmbeddingTest([], [[1]], from: key) == nil)
    #expect(EmbeddingTest([[1]], [], from: key) == nil)
    #expect(EmbeddingTest([[1], [1]], [[1]], from: key) == nil)
  }
}
