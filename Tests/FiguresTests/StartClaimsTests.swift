import Figures
import Lab
import Network
import Randomness
import Testing
import Training

/// Verdicts on made-up runs where the right one is known.
@Suite struct StartClaimsTests {
  /// Runs that start at random about an epoch, under the limit of 100.
  private func group(_ labels: [String], about epoch: Double, runs: Int, seed: UInt64) -> StartGroup {
    var stream = RandomKey(seed: seed)["runs"][labels.joined()].stream()
    let outcomes = (0..<runs).map { _ in
      let start = Int((epoch * (0.5 + stream.nextUnit())).rounded(.up))
      return StartTrial.Outcome(
        start: start <= 100 ? .started(epoch: start) : .censored(epoch: 100), epochs: [])
    }
    return StartGroup(labels, .standard, outcomes)
  }

  private func groups(_ epochs: [Double], runs: Int, seed: UInt64 = 1) -> [StartGroup] {
    epochs.enumerated().map { group(["\($0.offset)"], about: $0.element, runs: runs, seed: seed) }
  }

  private func position(_ group: StartGroup) -> Double { Double(group.labels[0]) ?? 0 }

  @Test func allStart() {
    #expect(StartClaims.allStart("all", groups([5, 8], runs: 10)).verdict == .held)
    #expect(StartClaims.allStart("all", groups([5, 150], runs: 10)).verdict == .failed)
    #expect(StartClaims.allStart("all", groups([5, 8], runs: 2)).verdict == .notEnoughData)
  }

  @Test func later() {
    #expect(StartClaims.later("later", groups([5, 20, 60, 150], runs: 10), with: position).verdict == .held)
    #expect(StartClaims.later("later", groups([60, 20, 5], runs: 10), with: position).verdict == .failed)
    #expect(
      StartClaims.later("later", groups([20, 20, 20], runs: 10), with: position).verdict == .notEnoughData)
    #expect(
      StartClaims.later("later", groups([500, 500], runs: 10), with: position).verdict == .notEnoughData)
  }

  @Test func alike() {
    #expect(
      StartClaims.alike("alike", strata: [groups([20, 20], runs: 50), groups([40, 40], runs: 50, seed: 2)])
        .verdict
        == .held)
    #expect(StartClaims.alike("alike", strata: [groups([20, 30], runs: 50)]).verdict == .failed)
    #expect(StartClaims.alike("alike", strata: [groups([20, 20], runs: 10)]).verdict == .notEnoughData)
    #expect(StartClaims.alike("alike", strata: [groups([500, 500], runs: 50)]).verdict == .notEnoughData)
  }

  @Test func sooner() {
    func claim(_ first: Double, _ second: Double, runs: Int = 20) -> Claim {
      let pair = groups([first, second], runs: runs)
      return StartClaims.sooner("sooner", strata: [(pair[0], [pair[1]])])
    }
    #expect(claim(10, 30).verdict == .held)
    #expect(claim(10, 500).verdict == .held)
    #expect(claim(30, 10).verdict == .failed)
    #expect(claim(10, 30, runs: 2).verdict == .notEnoughData)
  }

  @Test func evidenceNamesItsFigureAndItsCount() {
    let claim = StartClaims.later("later", groups([5, 20, 60, 150], runs: 10), with: position)
    #expect(claim.evidence.hasPrefix("Kendall's τ 0."))
    #expect(claim.evidence.hasSuffix("40 runs of which 31 started"))
    #expect(claim.text.hasPrefix("HELD: later\n    Kendall's τ"))
  }
}
