import Foundation
import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct RestrictedMeanTests {
  @Test func knownValues() throws {
    // Value: lifelines.utils.restricted_mean_survival_time of lifelines 0.30.3. Standard error: Greenwood's sum by a
    // loop in Python over the curve of statsmodels.duration.survfunc.SurvfuncRight of statsmodels 0.15.0.
    let known: [([Observation], Double, Double, Double)] = [
      (Example.a, 10, 6.9, 0.9944847912361455), (Example.a, 20, 10.1, 2.2336069484132617),
      (Example.b, 10, 4.2, 0.9570788891204322), (Example.b, 20, 5.2, 1.7251086922278265),
      (Example.c, 10, 8.666666666666666, 0.6849348892187751),
      (Example.c, 20, 13.333333333333332, 2.117534088812728),
    ]
    for (runs, limit, value, error) in known {
      let mean = try #require(KaplanMeier(runs)?.restrictedMean(upTo: limit))
      #expect(relativeError(mean.value, value) < 1e-13 && mean.limit == limit)
      #expect(relativeError(try #require(mean.standardError), error) < 1e-12)
    }
  }

  @Test func withoutCensoringItIsTheMean() throws {
    let times = [1.0, 4, 4, 7, 12, 30]
    let curve = try #require(KaplanMeier(times.map { .event(at: $0) }))
    for limit in [0, 0.5, 5, 12, 50] {
      let cut = times.map { min($0, limit) }
      let mean = cut.reduce(0, +) / 6
      let square = cut.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 6
      let found = try #require(curve.restrictedMean(upTo: limit))
      #expect(abs(found.value - mean) < 1e-13)
      #expect(abs(try #require(found.standardError) - (square / 6).squareRoot()) < 1e-13)
    }
  }

  @Test func aLimitBeyondWhatIsKnownHasNoMean() throws {
    let curve = try #require(KaplanMeier(runs("3 5 9+")))
    #expect(curve.restrictedMean(upTo: 9) != nil)
    #expect(curve.restrictedMean(upTo: 10) == nil)
  }

  @Test func runsThatNeverStartCountAsTheLimit() throws {
    let mean = try #require(KaplanMeier(runs("20+ 20+ 20+"))?.restrictedMean(upTo: 20))
    #expect(mean.value == 20 && mean.standardError == 0)
  }

  @Test func oneRunHasNoStandardError() throws {
    let mean = try #require(KaplanMeier(runs("4"))?.restrictedMean(upTo: 20))
    #expect(mean.value == 4 && mean.standardError == nil)
  }

  @Test func errorsAreAsLargeAsTheStandardErrorSays() throws {
    // Starts are uniform on (0, 10), runs are lost uniformly on (0, 20); the mean of min(start, 8) is 8 − 64/20.
    let key = RandomKey(seed: 21)["restricted mean"]
    var squares = 0.0
    var total = 0.0
    let samples = 2000
    for number in 0..<samples {
      var stream = key[number].stream()
      let runs = (0..<80).map { _ in
        let (start, lost) = (10 * stream.nextUnit(), 20 * stream.nextUnit())
        return start <= lost ? Observation.event(at: start) : .censored(at: lost)
      }
      guard let mean = KaplanMeier(runs)?.restrictedMean(upTo: 8), let error = mean.standardError else {
        continue
      }
      let z = (mean.value - 4.8) / error
      total += z
      squares += z * z
    }
    let error = 1 / Double(samples).squareRoot()
    #expect(abs(total / Double(samples)) < 6 * error)
    // The standard error is itself estimated from 80 runs, so z is a little wider than normal.
    #expect(abs(squares / Double(samples) - 1) < 4 * error * 2.0.squareRoot() + 0.05)
  }
}
