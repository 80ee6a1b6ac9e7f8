import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct ConcordanceTests {
  private let outcomes = Example.a + Example.b + Example.c
  private let predictor = [
    0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2, 0.3, 0.4,
    0.4, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.2,
  ]

  @Test func knownValues() throws {
    // C: lifelines.utils.concordance_index of lifelines 0.30.3. Counts: a loop over all pairs in Python.
    let concordance = Concordance(of: predictor, with: outcomes)
    #expect(relativeError(try #require(concordance.harrell), 0.7465564738292011) < 1e-14)
    #expect(concordance.concordant == 226 && concordance.discordant == 47)
    #expect(concordance.tiedInPredictor == 90 && concordance.tiedInTime == 2)
    let tau = (226.0 - 47) / (275.0 * 363).squareRoot()
    #expect(relativeError(try #require(concordance.kendall), tau) < 1e-14)
  }

  @Test func onlyPairsOfKnownOrderCount() {
    // The lost run is known to start later than the first only; the two that never start are not compared.
    let concordance = Concordance(of: [1, 2, 3, 4, 5], with: runs("2 4+ 6 20+ 20+"))
    #expect(concordance.concordant == 4 + 2 && concordance.discordant == 0)
    #expect(concordance.harrell == 1 && concordance.kendall == 1)
  }

  @Test func aRunCensoredAtTheTimeOfAnEventIsTheLater() {
    let concordance = Concordance(of: [2, 1], with: runs("5+ 5"))
    #expect(concordance.concordant == 1 && concordance.tiedInTime == 0)
  }

  @Test func theFastCountAgreesWithAllPairs() {
    for number in 0..<50 {
      var stream = RandomKey(seed: 42)["pairs"][number].stream()
      let size = 1 + stream.next(below: 80)
      let x = (0..<size).map { _ in Double(stream.next(below: 10)) }
      let outcomes = (0..<size).map { _ in
        let time = stream.next(below: 15)
        return stream.next(below: 3) == 0 ? Observation.censored(at: time) : .event(at: time)
      }
      let fast = Concordance(of: x, with: outcomes)
      var counts = [0, 0, 0, 0]
      for i in 0..<size {
        for j in 0..<size where i != j {
          let (first, second) = (outcomes[i], outcomes[j])
          if first.isCensored { continue }
          if first.time < second.time || (first.time == second.time && second.isCensored) {
            counts[x[i] < x[j] ? 0 : x[i] > x[j] ? 1 : 2] += 1
          } else if first.time == second.time && i < j && x[i] != x[j] {
            counts[3] += 1
          }
        }
      }
      #expect([fast.concordant, fast.discordant, fast.tiedInPredictor, fast.tiedInTime] == counts)
    }
  }

  /// 2/10 + 2/30 and 4/15 are one number, whatever the order in which they are added up.
  @Test func predictorsThatDifferByRoundingAreEqual() {
    let concordance = Concordance(
      of: [0.26666666666666666, 0.2666666666666667, 0.5], with: runs("1 2 3"))
    #expect([concordance.concordant, concordance.discordant, concordance.tiedInPredictor] == [2, 0, 1])
  }

  @Test func aPredictorTurnedRoundTurnsTheSign() throws {
    let (one, other) = (
      Concordance(of: predictor, with: outcomes), Concordance(of: predictor.map(-), with: outcomes)
    )
    #expect(one.kendall == other.kendall.map(-))
    let sum = try #require(one.harrell) + #require(other.harrell)
    #expect(abs(sum - 1) < 1e-15)
  }

  @Test func tooLittleDataHasNoConcordance() {
    for outcomes in [[], runs("4"), runs("20+ 20+"), runs("3 3")] {
      let concordance = Concordance(of: outcomes.indices.map(Double.init), with: outcomes)
      #expect(concordance.harrell == nil && concordance.kendall == nil)
    }
    let flat = Concordance(of: [1, 1], with: runs("3 5"))
    #expect(flat.harrell == 0.5 && flat.kendall == nil)
  }
}
