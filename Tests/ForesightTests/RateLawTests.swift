import Foresight
import Foundation
import Network
import Testing

@Suite struct RateLawTests {
  private func law(
    depth: Int, width: Int, _ named: PopularInitialization = .heNormal, _ activation: Activation = .relu,
    input: [Int] = [1, 28, 28]
  ) -> RateLaw? {
    let network = FullyConnected(.constant, depth: depth, widths: [width], activation: activation)
    return RateLaw(.fullyConnected(network), named.initialization, input: input)
  }

  @Test func itGoesWithTheProductOfDepthAndWidth() throws {
    let (one, same) = (try #require(law(depth: 2, width: 256)), try #require(law(depth: 4, width: 128)))
    let far = try #require(law(depth: 8, width: 256))
    #expect(one == same && far.rate < one.rate && one.factor > 1)
  }

  @Test func ofOtherNetworksItKnowsNothing() {
    #expect(law(depth: 9, width: 64) == nil && law(depth: 2, width: 31) == nil)
    #expect(law(depth: 2, width: 64, .heUniform) == nil)
    #expect(law(depth: 2, width: 64, .heNormal, .tanh) == nil)
    #expect(law(depth: 2, width: 64, input: [3, 32, 32]) == nil)
    let uneven = FullyConnected(.alternating, depth: 4, widths: [64, 128])
    let initialization = PopularInitialization.heNormal.initialization
    #expect(RateLaw(.fullyConnected(uneven), initialization, input: [784]) == nil)
  }
}
