import Figures
import Foundation
import Lab
import Network
import Testing

@Suite struct LengthClaimsTests {
  /// Networks of several depths whose mean lengths grow by `rate` a layer, where theory says 1 at every depth.
  private func points(growing rate: Double, depths: [Int] = [5, 10, 15, 20], networks: Int = 2000) throws
    -> [LengthComparison]
  {
    try depths.map { depth in
      let trial = LengthTrial(
        architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [100])),
        initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 100),
        networks: networks, seed: 1)
      var summary = LengthSummary()
      for number in 0..<networks {
        summary.add(
          exp(rate * Double(depth)) * (0.5 + Double((number * 7919) % networks) / Double(networks - 1)))
      }
      return LengthComparison("he-normal", layer: depth - 1, summary, try trial.prediction(on: .empty))
    }
  }

  @Test func agree() throws {
    #expect(LengthClaims.agree("agree", try points(growing: 0)).verdict == .held)
    #expect(LengthClaims.agree("agree", try points(growing: 0.1)).verdict == .failed)
    #expect(LengthClaims.agree("agree", try points(growing: 0, networks: 4)).verdict == .notEnoughData)
    #expect(LengthClaims.agree("agree", []).verdict == .notEnoughData)
  }

  @Test func rate() throws {
    #expect(LengthClaims.rate("he-normal", try points(growing: 0)).verdict == .held)
    #expect(LengthClaims.rate("he-normal", try points(growing: 0.1)).verdict == .failed)
    #expect(
      LengthClaims.rate("he-normal", try points(growing: 0, depths: [5, 10])).verdict == .notEnoughData)
  }
}
