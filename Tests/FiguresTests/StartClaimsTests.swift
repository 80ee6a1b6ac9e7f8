import Figures
import Lab
import Network
import Randomness
import Testing
import Training

/// Verdicts on made-up runs where the right one is known.
@Suite struct StartClaimsTests {
  /// Runs that start at random about an epoch, under the limit of 100.
  private func group(_ label: String, about epoch: Double, runs: Int, seed: UInt64) -> StartGroup {
    var stream = RandomKey(seed: seed)["runs"][label].stream()
    let outcomes = (0..<runs).map { _ in
      let start = Int((epoch * (0.5 + stream.nextUnit())).rounded(.up))
      return StartTrial.Outcome(
        start: start <= 100 ? .started(epoch: start) : .censored(epoch: 100), epochs: [])
    }
    return StartGroup(points(label), .standard, outcomes)
  }

  private func groups(_ epochs: [Double], runs: Int, seed: UInt64 = 1) -> [StartGroup] {
    epochs.enumerated().map { group("\($0.offset)", about: $0.element, runs: runs, seed: seed) }
  }

  private func position(_ group: StartGroup) -> Double { Double(group.labels[0]) ?? 0 }

  /// The verdict of a claim that is a figure's only one.
  private func verdict(_ claim: TestedClaim) -> Claim.Verdict { Claim.judged([claim])[0].verdict }

  @Test func mostStart() {
    func verdict(_ epochs: [[Double]], runs: Int) -> Claim.Verdict {
      self.verdict(StartClaims.mostStart("start", strata: epochs.map { groups($0, runs: runs) }))
    }
    #expect(verdict([[5, 8], [5, 8]], runs: 10) == .held)
    // One depth at which none starts is enough.
    #expect(verdict([[5, 8], [500, 800]], runs: 10) == .failed)
    // Nine of ten of each may start, by chance, where half do.
    #expect(verdict([[5], [8]], runs: 5) == .notEnoughData)
    #expect(StartClaims.mostStart("start", strata: []).ifFalse == 1)
  }

  @Test func later() {
    func verdict(_ epochs: [Double], runs: Int = 10) -> Claim.Verdict {
      self.verdict(StartClaims.later("later", groups(epochs, runs: runs), with: position))
    }
    #expect(verdict([5, 20, 60, 150]) == .held)
    #expect(verdict([60, 20, 5]) == .failed)
    #expect(verdict([20, 20, 20]) == .notEnoughData)
    #expect(verdict([500, 500]) == .notEnoughData)
    #expect(verdict([5, 20], runs: 3) == .notEnoughData)
  }

  @Test func alike() {
    func verdict(_ epochs: [Double], runs: Int) -> Claim.Verdict {
      self.verdict(
        StartClaims.alike(
          "alike", strata: [groups(epochs, runs: runs), groups(epochs, runs: runs, seed: 2)], within: 1.25))
    }
    #expect(verdict([20, 20], runs: 100) == .held)
    #expect(verdict([20, 30], runs: 100) == .failed)
    // A difference that lies within the margin is none that matters.
    #expect(verdict([20, 21], runs: 400) == .held)
    // Where too little is known to see a difference, there need not be none.
    #expect(verdict([20, 20], runs: 4) == .notEnoughData)
    #expect(verdict([20, 25], runs: 4) == .notEnoughData)
    #expect(verdict([500, 500], runs: 50) == .notEnoughData)
  }

  @Test func sooner() {
    func verdict(_ first: Double, _ second: Double, runs: Int = 20) -> Claim.Verdict {
      let pair = groups([first, second], runs: runs)
      return self.verdict(StartClaims.sooner("sooner", strata: [([pair[0]], [pair[1]])]))
    }
    #expect(verdict(10, 30) == .held)
    #expect(verdict(10, 500) == .held)
    #expect(verdict(30, 10) == .failed)
    #expect(verdict(10, 10) == .notEnoughData)
    #expect(verdict(10, 30, runs: 2) == .notEnoughData)
  }

  /// With four claims of a figure, each needs four times the evidence; the weakest none more than alone.
  @Test func theClaimsOfAFigureShareALevel() {
    func claim(_ chance: Double) -> TestedClaim {
      TestedClaim("claim", ifFalse: chance, ifTrue: 1, evidence: "")
    }
    #expect(Claim.judged([claim(0.004)]).map(\.verdict) == [.held])
    #expect(Claim.judged([0.004, 1, 1, 1].map(claim))[0].verdict == .notEnoughData)
    #expect(Claim.judged([0.001, 0.002, 0.004, 0.009].map(claim)).allSatisfy { $0.verdict == .held })
    #expect(Claim.judged([TestedClaim("both", ifFalse: 0, ifTrue: 0, evidence: "")])[0].verdict == .failed)
  }

  @Test func evidenceNamesItsFigureAndItsCount() {
    let tested = StartClaims.later("later", groups([5, 20, 60, 150], runs: 10), with: position)
    #expect(tested.evidence.hasPrefix("Kendall's τ 0."))
    #expect(tested.evidence.hasSuffix("40 runs of which 31 started"))
    let claim = Claim.judged([tested])[0]
    #expect(claim.text.hasPrefix("HELD: later\n    Kendall's τ"))
    #expect(claim.text.hasSuffix(" if false, 1.0 if true"))
  }
}
