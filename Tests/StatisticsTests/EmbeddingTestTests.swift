import Numbers
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
    #expect(test.pValue < 1e-20)
    #expect(test.degreesOfFreedom > 5)
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
          pairs(400, correlation: 0.5, key["first"]), pairs(600, correlation: 0.5, key["second"]),
          features: 16,
          from: key))
      if test.pValue <= 0.1 { alarms += 1 }
    }
    // 40 expected, of a deviation of 6.
    #expect((16...64).contains(alarms))
  }

  /// Laws whose cosines lie apart by less than asked for pass in the share of samples that they should at
  /// most.
  @Test func lawsApartAreSeldomTakenForOne() throws {
    var passed = 0
    for number in 0..<200 {
      let key = RandomKey(seed: 6)[number]
      let (first, second) = (
        pairs(1000, correlation: 0.5, key["first"]),
        pairs(1000, correlation: 0.5, key["second"]).map { [$0[0] + 0.4, $0[1]] }
      )
      let test = try #require(EmbeddingTest(first, second, features: 16, from: key))
      // Moved by 0.4 deviations along one number, no cosines' means can lie less far apart than half of that.
      if test.pValue(ifApartBy: 0.2) < 0.05 { passed += 1 }
    }
    #expect(passed <= 20)
    let key = RandomKey(seed: 7)
    let same = try #require(
      EmbeddingTest(
        pairs(20_000, correlation: 0.5, key["a"]), pairs(20_000, correlation: 0.5, key["b"]), from: key))
    #expect(same.pValue(ifApartBy: 0.2) < 1e-6)
  }

  @Test func theSameKeyGivesTheSameTest() {
    let key = RandomKey(seed: 4)
    let (first, second) = (pairs(130, correlation: 0, key["a"]), pairs(120, correlation: 0, key["b"]))
    let test = EmbeddingTest(first, second, from: key)
    #expect(test != nil && EmbeddingTest(first, second, from: key) == test)
    #expect(EmbeddingTest(first, second, from: key["other"]) != test)
  }

  @Test func whatIsNoSampleHasNoTest() {
    let key = RandomKey(seed: 5)
    let some = pairs(100, correlation: 0, key["some"])
    #expect(EmbeddingTest([], some, from: key) == nil)
    #expect(EmbeddingTest(some, [], from: key) == nil)
    #expect(EmbeddingTest(Array(some[..<20]), Array(some[20..<40]), from: key) == nil)
    #expect(EmbeddingTest(some.map { _ in [1] }, some.map { _ in [1] }, from: key) == nil)
  }
}
