import Figures
import Foundation
import Lab
import Network
import Testing

@Suite struct LengthClaimsTests {
  /// What networks of several depths, as wide as they are deep, measure; weights have a factor beside the
  /// variance that theory is told.
  private func points(
    _ initialization: PopularInitialization, depths: [Int] = [5, 10, 15], networks: Int = 4000,
    factor: Double = 1
  ) throws -> [LengthComparison] {
    try depths.map { depth in
      var trial = LengthTrial(
        architecture: .fullyConnected(FullyConnected(.square, depth: depth)),
        initialization: initialization.initialization, input: .unit(dimension: depth), networks: networks,
        seed: UInt64(depth))
      let prediction = try trial.prediction(on: .empty)
      trial.initialization.weights.gain *= factor
      let outcome = try trial.run(on: .empty)
      return LengthComparison(
        initialization.rawValue, layer: depth - 1, outcome.layers[depth - 1], growths: outcome.growths,
        prediction)
    }
  }

  private func verdict(_ claim: TestedClaim) -> Claim.Verdict { Claim.judged([claim])[0].verdict }

  @Test(arguments: [PopularInitialization.heNormal, .heUniform, .lecunUniform])
  func agree(_ initialization: PopularInitialization) throws {
    func verdict(networks: Int = 20_000, factor: Double = 1) throws -> Claim.Verdict {
      self.verdict(
        LengthClaims.agree(
          "agree", try points(initialization, networks: networks, factor: factor).map { [$0] }))
    }
    #expect(try verdict() == .held)
    #expect(try verdict(factor: 0.97) == .failed)
    #expect(try verdict(networks: 100) == .notEnoughData)
    #expect(self.verdict(LengthClaims.agree("agree", [])) == .notEnoughData)
  }

  /// A factor of 0.99 a layer leaves E[M_100] = 0.37: mean lengths, whose tails are heavy, do not show it.
  @Test func aFactorOfNinetyNinePercentALayerIsSeen() throws {
    let point = try points(.heNormal, depths: [100], networks: 1000, factor: 0.99)[0]
    #expect(point.verdict == .failed)
    #expect(abs(point.logZ ?? 0) > 10)
    #expect(abs(point.growthZ ?? 0) > 10)
    #expect(point.meanZ == nil)
  }

  @Test(arguments: [PopularInitialization.heNormal, .heTruncated])
  func rate(_ initialization: PopularInitialization) throws {
    let right = LengthClaims.rate("rate", try points(initialization))
    let wrong = LengthClaims.rate("rate", try points(initialization, factor: 0.97))
    #expect(verdict(right) == .held)
    #expect(verdict(wrong) == .failed)
    #expect(verdict(LengthClaims.rate("rate", [])) == .notEnoughData)
  }
}
