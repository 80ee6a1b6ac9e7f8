import Statistics
import TestSupport
import Testing

@Suite struct KaplanMeierTests {
  @Test func curve() throws {
    // statsmodels.duration.survfunc.SurvfuncRight of statsmodels 0.15.0.
    let curve = try #require(KaplanMeier(Example.c))
    let survival = [0.8888888888888888, 0.6666666666666666, 0.5333333333333333, 0.4]
    #expect(curve.steps.map(\.time) == [4, 7, 10, 15])
    for (step, known) in zip(curve.steps, survival) {
      #expect(relativeError(step.survival, known) < 1e-14)
    }
    #expect(curve.steps.map(\.atRisk) == [9, 8, 5, 4] && curve.steps.map(\.events) == [1, 2, 1, 1])
    #expect(curve.count == 9 && curve.lastTime == 20)
  }

  @Test func theCurveIsKnownAsLongAsRunsWereUnderObservation() throws {
    let censored = try #require(KaplanMeier(runs("3 5 9+")))
    #expect(censored.survival(after: 2.9) == 1)
    #expect(censored.survival(after: 9) == censored.survival(after: 5))
    #expect(censored.survival(after: 9.1) == nil)
    let complete = try #require(KaplanMeier(runs("3 5 9")))
    #expect(complete.survival(after: 1000) == 0)
  }

  @Test func medians() throws {
    // KaplanMeierFitter.median_survival_time_ of lifelines 0.30.3.
    #expect(try #require(KaplanMeier(Example.a)).median == 8)
    #expect(try #require(KaplanMeier(Example.b)).median == 3)
    #expect(try #require(KaplanMeier(Example.c)).median == 15)
    #expect(try #require(KaplanMeier(runs("2 20+ 20+"))).median == nil)
    #expect(try #require(KaplanMeier(runs("20+ 20+"))).median == nil)
  }

  @Test func halfIsReachedInSpiteOfRounding() throws {
    for count in 1...200 {
      let curve = try #require(KaplanMeier((1...(2 * count)).map { .event(at: $0) }))
      #expect(curve.median == Double(count))
    }
  }

  @Test func noRunsNoCurve() {
    #expect(KaplanMeier([]) == nil)
  }
}
