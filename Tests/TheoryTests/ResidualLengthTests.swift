import Foundation
import Testing
import Theory

@Suite struct ResidualLengthTests {
  private let five = ResidualLength(width: 5)

  @Test func oneModuleOnTheDiagonalAndOnACentredInput() {
    // The entries' sum is largest on the diagonal, where the factor is 1 + η² + 2η / sqrt(π).
    let diagonal = Array(repeating: 0.2.squareRoot(), count: 5)
    let most = 1 + 0.25 + 1 / Double.pi.squareRoot()
    #expect(relativeError(five.afterOneModule(diagonal, scale: 0.5), most) < 1e-14)
    #expect(relativeError(five.afterOneModule([1, -1, 0, 2, -2], scale: 0.5), 12.5) < 1e-14)
  }

  @Test(arguments: [2.0, 1.0]) func oneModuleSimulated(gain: Double) {
    let input = [1.0, 0.5, -0.25, 2, 0]
    var draws = Draws(seed: 7)
    var lengths = Sample()
    for _ in 0..<40_000 {
      let module = draws.layer(input, width: 5, weight: gain / 5)
      lengths.add(squaredNorm(zip(input, module).map { $0 + 0.8 * $1 }))
    }
    let theory = ResidualLength(width: 5, gain: gain).afterOneModule(input, scale: 0.8)
    #expect(abs(lengths.z(theory)) < 4)
  }

  @Test func boundsMeetAfterOneModuleAndHoldLater() {
    let input = [0.6, 0.0, 0.8, 0.0, 0.0]
    let scales = Array(repeating: 0.7, count: 6)
    let lower = five.lowerBound(from: input, scales: scales)
    let upper = five.upperBound(from: input, scales: scales)
    #expect(lower[0] == five.afterOneModule(input, scale: 0.7))
    #expect(upper[0] == lower[0])
    let simulated = simulate(scales: scales, nets: 20_000, seed: 8) { _ in input }
    for (module, sample) in simulated.enumerated() {
      #expect(sample.z(lower[module]) > -4)
      #expect(sample.z(upper[module]) < 4)
    }
    #expect(upper[5] / lower[5] < 2)
  }

  /// Means and standard errors of an independent simulation (NumPy) of 4 million nets of width 5.
  @Test(arguments: [
    (1.0, 10, 26_660.0, 70.0), (1.0, 20, 1.357e9, 7e6), (0.9, 10, 332.99, 0.22), (0.9, 100, 11_066, 6),
    (0.75, 40, 12.679, 0.004), (0.5, 20, 1.6671, 0.0002),
  ])
  func theUpperBoundIsCloseForRandomInputs(base: Double, modules: Int, simulated: Double, error: Double) {
    let scales = decay(base, modules)
    let bound = five.upperBound(scales: scales)[modules - 1]
    #expect(bound > simulated - 4 * error)
    #expect(bound < 1.13 * simulated)
    #expect(bound < ResidualLength.anyModuleBound(scales: scales)[modules - 1])
    #expect(ResidualLength.signSymmetric(scales: scales)[modules - 1] < simulated)
  }

  @Test func simulatedRandomInputsStayBelowTheBoundAndStartExactly() {
    let scales = decay(0.75, 12)
    let bound = five.upperBound(scales: scales)
    let samples = simulate(scales: scales, nets: 40_000, seed: 9) { $0.unitVector(5) }
    #expect(abs(samples[0].z(bound[0])) < 4)
    #expect(samples[11].z(bound[11]) < 0)
    #expect(bound[11] < 1.15 * samples[11].mean)
  }

  @Test func theBoundBecomesTheWideLimit() {
    for base in [1.0, 0.9, 0.5] {
      let scales = decay(base, 10)
      let limit = ResidualLength.wideLimit(scales: scales)[9]
      let wide = ResidualLength(width: 1_000_000).upperBound(scales: scales)[9]
      #expect(relativeError(wide, limit) < 1e-4)
      #expect(limit < five.upperBound(scales: scales)[9])
    }
  }

  @Test func aSimulatedWideNetMeetsTheWideLimit() {
    let scales = decay(0.75, 8)
    var draws = Draws(seed: 10)
    var lengths = Sample()
    for _ in 0..<400 {
      lengths.add(squaredNorm(finalState(draws.unitVector(2000), scales: scales, &draws)))
    }
    #expect(relativeError(lengths.mean, ResidualLength.wideLimit(scales: scales)[7]) < 0.02)
  }

  @Test func signSymmetricModulesAreExactlyTheProduct() {
    var draws = Draws(seed: 11)
    var lengths = Sample()
    for _ in 0..<20_000 {
      var state = [1.0, 0, 0, 0, 0]
      for scale in [0.5, 0.8, 0.3] {
        let sign = draws.uniform() < 0.5 ? -scale : scale
        state = zip(state, draws.layer(state, width: 5, weight: 0.4)).map { $0 + sign * $1 }
      }
      lengths.add(squaredNorm(state))
    }
    #expect(abs(lengths.z(ResidualLength.signSymmetric(scales: [0.5, 0.8, 0.3])[2])) < 4)
  }

  /// Two modules of two layers each, the second with a product on its shortcut, by matrices drawn entry by entry.
  @Test func aSimulatedWideNetOfOtherModulesMeetsTheWideLimit() {
    let width = 300
    func product(_ input: [Double], gain: Double, _ draws: inout Draws) -> [Double] {
      let deviation = (gain * squaredNorm(input) / Double(width)).squareRoot()
      return (0..<width).map { _ in deviation * draws.normal() }
    }
    for isRectified in [true, false] {
      var draws = Draws(seed: 12)
      var lengths = Sample()
      for _ in 0..<4000 {
        var state = draws.unitVector(width)
        for (scale, shortcut) in [(0.8, false), (0.5, false), (0.5, true), (1.0, false)] {
          let hidden = product(state, gain: 1.5, &draws).map { max($0, 0) }
          let branch = product(hidden, gain: 2, &draws).map { isRectified ? max($0, 0) : $0 }
          if shortcut { state = product(state, gain: 0.7, &draws) }
          state = zip(state, branch).map { $0 + scale * $1 }
        }
        lengths.add(squaredNorm(state))
      }
      let modules = [(0.8, nil), (0.5, nil), (0.5, 0.7), (1.0, nil)].map {
        ResidualModule(scale: $0.0, gain: 1.5 / 2 * 2, isRectified: isRectified, shortcutGain: $0.1)
      }
      #expect(relativeError(lengths.mean, ResidualLength.wideLimit(modules)[3]) < 0.02)
    }
  }

  @Test func modulesThatEndWithAProductHaveNoCrossTerm() {
    let scales = [0.5, 0.8, 0.3]
    let linear = ResidualLength.wideLimit(
      scales.map { ResidualModule(scale: $0, gain: 1, isRectified: false) })
    let expected = ResidualLength.signSymmetric(scales: scales)
    #expect(zip(linear, expected).allSatisfy { relativeError($0, $1) < 1e-12 })
  }

  @Test func closedProductsByHand() {
    #expect(ResidualLength.anyModuleBound(scales: [1, 0.5]) == [4, 9])
    #expect(ResidualLength.signSymmetric(scales: [1, 0.5]) == [2, 2.5])
    #expect(five.upperBound(scales: []).isEmpty)
  }

  private func decay(_ base: Double, _ modules: Int) -> [Double] {
    (0..<modules).map { pow(base, Double($0 + 1)) }
  }

  /// Given the state, W · state is normal with independent entries, so no matrix is drawn; the one-module
  /// test draws them.
  private func finalState(
    _ input: [Double], scales: [Double], _ draws: inout Draws, visit: (Int, [Double]) -> Void = { _, _ in }
  ) -> [Double] {
    var state = input
    for (module, scale) in scales.enumerated() {
      let deviation = (2 * squaredNorm(state) / Double(state.count)).squareRoot()
      for unit in state.indices { state[unit] += scale * deviation * max(0, draws.normal()) }
      visit(module, state)
    }
    return state
  }

  private func simulate(
    scales: [Double], nets: Int, seed: UInt64, input: (inout Draws) -> [Double]
  ) -> [Sample] {
    var draws = Draws(seed: seed)
    var samples = Array(repeating: Sample(), count: scales.count)
    for _ in 0..<nets {
      _ = finalState(input(&draws), scales: scales, &draws) { samples[$0].add(squaredNorm($1)) }
    }
    return samples
  }
}
