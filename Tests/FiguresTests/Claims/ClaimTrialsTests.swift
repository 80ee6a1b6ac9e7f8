import Figures
import Testing

/// Verdicts on stated claims of each kind, on made-up data; `kindling verdicts --claims --repeats 2000` is the long form.
@Suite struct ClaimTrialsTests {
  /// Where neither a claim nor its opposite is true, with censored runs and diverged ones, no more than one in a hundred is
  /// taken for either: with few runs of a setting, of which tests know least.
  @Test func verdictsOfNothingAreSeldom() async throws {
    let rates = try await ClaimTrials.errorRates(at: .quick, repeats: 2000, jobs: 2, of: [.null], runs: 10)
    #expect(rates.count == 11)
    for rate in rates {
      #expect(!rate.isTooOften, "\(rate.statement): held \(rate.held), failed \(rate.failed)")
      #expect(rate.held + rate.failed + rate.undecided == rate.repeats)
    }
  }

  /// Five times of a setting have a skewed mean, whose variance is told by the jackknife.
  @Test func alikenessOfFewRunsIsSeldomWrong() async throws {
    let rates = try await ClaimTrials.errorRates(
      at: .paper, repeats: 2000, jobs: 2, of: [.null], kind: "alike")
    #expect(rates.count == 2)
    for rate in rates {
      #expect(!rate.isTooOften, "\(rate.statement): held \(rate.held), failed \(rate.failed)")
    }
  }

  /// On a grid of figure 1(b)'s quick level what is true is seen, and so is its opposite.
  @Test func whatIsTrueIsSeen() async throws {
    let rates = try await ClaimTrials.errorRates(at: .quick, repeats: 20, jobs: 2, of: [.claim, .opposite])
    for rate in rates {
      let right = rate.truth == .claim ? rate.held : rate.failed
      #expect(right >= 12, "\(rate.statement), \(rate.world): held \(rate.held), failed \(rate.failed)")
      #expect(rate.wrong == 0)
    }
  }
}
