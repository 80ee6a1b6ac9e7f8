import Randomness
import Statistics
import Testing

@Suite struct PermutationPValuesTests {
  /// All 20 ways to choose 3 of 6 numbers are as likely; one has the largest sum, two a sum as large as the
  /// next.
  @Test func tailsAreSharesOfTheArrangements() {
    let key = RandomKey(seed: 1)
    func pValues(of sum: Double) -> PermutationPValues {
      PermutationPValues(of: sum) { number in
        key[number].permutation(of: 6).prefix(3).reduce(0) { $0 + Double($1) }
      }
    }
    let most = pValues(of: 12)
    #expect(abs(most.upper - 0.05) < 0.01 && most.lower > 0.95)
    // The sums of 0 … 5 are symmetric about 7.5.
    let middle = pValues(of: 7)
    #expect(abs(middle.upper - 13.0 / 20) < 0.15 && abs(middle.lower - 10.0 / 20) < 0.12)
  }

  @Test func drawingEndsWhereBothTailsAreKnown() {
    var stream = RandomKey(seed: 2).stream()
    let test = PermutationPValues(of: 0.5, most: 100_000, enough: 100) { _ in stream.nextUnit() }
    #expect(test.draws < 400)
    #expect(abs(test.upper - 0.5) < 0.2 && abs(test.lower - 0.5) < 0.2)
  }

  @Test func whatIsNeverReachedIsNoLessThanTheDrawsAllow() {
    let test = PermutationPValues(of: 2, most: 999) { _ in 1 }
    #expect(test.upper == 1e-3 && test.lower == 1 && test.draws == 999)
  }

  /// As a level a p-value is exact, also where drawing ends early.
  @Test func aLevelPassesInItsShareOfTheCases() {
    var passed = 0
    for number in 0..<2000 {
      var stream = RandomKey(seed: 3)[number].stream()
      let test = PermutationPValues(of: stream.nextUnit(), most: 199, enough: 20) { _ in stream.nextUnit() }
      if test.upper <= 0.05 { passed += 1 }
    }
    // 100 expected, of a deviation of 10.
    #expect((60...140).contains(passed))
  }
}
