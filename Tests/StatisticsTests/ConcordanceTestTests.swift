import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct ConcordanceTestTests {
  /// scipy.stats.kendalltau(x, y, variant="b", method="asymptotic") of SciPy 1.17.1: τ and the two-sided
  /// p-value, whose z has the variance with ties.
  @Test func itsVarianceIsThatOfKendallsTauWithTies() throws {
    let x = [1.0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 1, 2, 3, 4, 5]
    let y = [2.0, 1, 3, 2, 5, 4, 4, 6, 7, 5, 3, 1, 6, 8, 8]
    let test = try #require(ConcordanceTest(of: x, with: y.map { .event(at: $0) }))
    #expect(relativeError(try #require(test.concordance.kendall), 0.692116278749935) < 1e-12)
    #expect(relativeError(2 * StandardNormal.survival(test.z), 0.000909839630059478) < 1e-6)
    #expect(test.laterPValue <= 4e-4 && test.soonerPValue > 0.99)
  }

  @Test func censoredRunsCountForWhatIsKnownOfThem() throws {
    let predictor = (0..<60).map { Double($0 % 3) }
    var stream = RandomKey(seed: 1).stream()
    let observations = predictor.flatMap { place in
      geometricRuns(1, chance: 0.3 / (1 + place), limit: 8, from: &stream)
    }
    let test = try #require(ConcordanceTest(of: predictor, with: observations))
    #expect(test.laterPValue < 1e-3 && test.soonerPValue > 0.99)
    let turned = try #require(ConcordanceTest(of: predictor.map { -$0 }, with: observations))
    #expect(relativeError(turned.soonerPValue, test.laterPValue) < 1e-9)
  }

  /// For few runs and for many, with ties and censoring, a level passes in its share of data without an
  /// effect.
  @Test(arguments: [12, 39, 40, 120]) func itsLevelHolds(_ runs: Int) throws {
    var (later, sooner) = (0, 0)
    let predictor = (0..<runs).map { Double($0 % 3) }
    for number in 0..<1000 {
      var stream = RandomKey(seed: 2)[number].stream()
      let observations = geometricRuns(runs, chance: 0.2, limit: 5, from: &stream)
      let test = try #require(
        ConcordanceTest(of: predictor, with: observations, from: RandomKey(seed: 3)[number]))
      if test.laterPValue < 0.05 { later += 1 }
      if test.soonerPValue < 0.05 { sooner += 1 }
    }
    // 50 expected at most, of a deviation of 7.
    #expect((20...78).contains(later) && (20...78).contains(sooner))
  }

  /// Strata that differ from each other, and in which nothing is to be seen.
  @Test(arguments: [6, 30]) func withinStrataItsLevelHolds(_ runs: Int) throws {
    var (later, sooner) = (0, 0)
    for number in 0..<1000 {
      var stream = RandomKey(seed: 4)[number].stream()
      // A later stratum has larger predictors: over all runs these go together.
      let strata = [0.6, 0.1].enumerated().map { place, chance in
        (
          predictor: (0..<runs).map { Double($0 % 3 + 3 * place) },
          observations: geometricRuns(runs, chance: chance, limit: 8, from: &stream)
        )
      }
      let test = try #require(ConcordanceTest(strata: strata, from: RandomKey(seed: 5)[number]))
      if test.laterPValue < 0.05 { later += 1 }
      if test.soonerPValue < 0.05 { sooner += 1 }
    }
    #expect((20...78).contains(later) && (20...78).contains(sooner))
  }

  @Test func strataAddUp() throws {
    let (x, y) = ([1.0, 2, 3, 4, 5, 6], [2.0, 1, 3, 5, 4, 6].map { Observation.event(at: $0) })
    let one = try #require(ConcordanceTest(of: x, with: y))
    let two = try #require(ConcordanceTest(strata: [(x, y), (x.map { $0 + 9 }, y), ([1], [.event(at: 1)])]))
    #expect(two.concordance.concordant == 2 * one.concordance.concordant)
    #expect(relativeError(two.z, 2.0.squareRoot() * one.z) < 1e-12)
    #expect(
      relativeError(try #require(two.concordance.kendall), try #require(one.concordance.kendall)) < 1e-12)
  }

  @Test func wherePredictorsAreEqualThereIsNoTest() {
    #expect(ConcordanceTest(of: [1, 1, 1, 1], with: runs("1 2 3 4")) == nil)
    #expect(ConcordanceTest(of: [1, 2, 3, 4], with: runs("5+ 5+ 5+ 5+")) == nil)
    // 2/10 + 2/30 and 4/15, added up in two ways.
    #expect(
      ConcordanceTest(
        of: [0.26666666666666666, 0.2666666666666667, 0.26666666666666666], with: runs("1 2 3"))
        == nil)
  }
}
