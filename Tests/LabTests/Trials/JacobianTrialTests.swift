import Lab
import Network
import Testing
import Theory

@Suite struct JacobianTrialTests {
  private func trial(
    _ initialization: PopularInitialization, depth: Int, width: Int, networks: Int, hasSpectrum: Bool = false
  ) -> JacobianTrial {
    JacobianTrial(
      architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [width])),
      initialization: initialization.initialization, inputs: width, outputs: width / 2, networks: networks,
      hasSpectrum: hasSpectrum, seed: 3)
  }

  @Test func theSecondMomentIsTheorys() throws {
    let trial = trial(.heNormal, depth: 3, width: 20, networks: 2000)
    let outcome = try trial.run(on: .empty)
    let theory = try #require(try JacobianMoments(trial.layers, trial.initialization))
    #expect(outcome.squares.count == 2000)
    #expect(abs(outcome.squares.mean - theory.secondMoment) < 4 * outcome.squares.standardError)
    #expect(4 * outcome.squares.standardError < theory.secondMoment / 5)
    #expect(outcome.spectrum.isEmpty)
  }

  /// Paper D: all singular values are equal, to rounding, however deep the network is.
  @Test func mirroredOrthogonalNetworksAreIsometries() throws {
    let outcome = try trial(.orthogonalMirrored, depth: 100, width: 40, networks: 3, hasSpectrum: true)
      .run(on: .empty)
    #expect(outcome.spectrum.count == JacobianTrial.Outcome.ranks.count)
    for rank in outcome.spectrum { #expect(abs(rank.mean - 1) < 1e-4) }
    let he = try trial(.heNormal, depth: 10, width: 40, networks: 3, hasSpectrum: true).run(on: .empty)
    #expect((he.spectrum.first?.mean ?? 0) > 2)
    #expect((he.spectrum.last?.mean ?? 1) < 0.01)
  }

  @Test func poolingIsOneLongRun() throws {
    let outcome = try trial(.heNormal, depth: 2, width: 10, networks: 50, hasSpectrum: true).run(on: .empty)
    let pooled = JacobianTrial.Outcome(pooling: [outcome, outcome])
    #expect(pooled.squares.count == 100)
    #expect(abs(pooled.fourths.mean - outcome.fourths.mean) < 1e-12)
    #expect(pooled.spectrum.map(\.count) == [100, 100, 100, 100, 100])
  }

  @Test func oddWidthsCannotBeMirrored() {
    #expect(throws: ArchitectureError.self) {
      try trial(.gsm, depth: 2, width: 7, networks: 1).check()
    }
  }
}
