import Foundation
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

  /// A quarter of He's gain in all 301 layers is a factor of 2^-301 of every entry, which Float has not.
  @Test func theJacobiansOfDeepNetworksKeepTheirShape() throws {
    var trial = trial(.heNormal, depth: 300, width: 30, networks: 10, hasSpectrum: true)
    let he = try trial.run(on: .empty)
    trial.initialization = Initialization(weights: Initializer(gain: 0.5))
    let small = try trial.run(on: .empty)
    #expect(small.squares.dead == 0 && small.fourths.dead == 0 && small.variances.dead == 0)
    for (ours, theirs, power) in [
      (small.squares, he.squares, 2.0), (small.fourths, he.fourths, 4), (small.variances, he.variances, 4),
    ] {
      #expect(abs(ours.logMean - theirs.logMean + power * 301 * log(2)) < 1e-6)
    }
    for (ours, theirs) in zip(small.spectrum, he.spectrum) { #expect(abs(ours.mean - theirs.mean) < 1e-5) }
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
