import Datasets
import Figures
import Foundation
import Network
import Randomness
import Testing

@Suite struct ImagePairsTests {
  private let data = SyntheticRecipe().dataset(from: RandomKey(seed: 1))

  private func outcome(_ count: Int, _ activation: Activation, depth: Int) throws -> ImagePairs.Outcome {
    try #require(
      try ImagePairs(count, of: data).outcome(
        .fullyConnected(FullyConnected(.constant, depth: depth, widths: [50], activation: activation)),
        PopularInitialization.heNormal.initialization, input: data.shape.extents, classes: data.classes))
  }

  @Test func linearNetworksKeepAngles() throws {
    let linear = try #require(Activation(rawValue: "identity"))
    let outcome = try outcome(20, linear, depth: 5)
    #expect(abs(outcome.output.mean - outcome.input.mean) < 1e-9)
    #expect(outcome.input.count == 20 && outcome.input.mean < 1)
    let spreads = try (#require(outcome.input.deviation), #require(outcome.output.deviation))
    #expect(spreads.0 > 0 && abs(spreads.0 - spreads.1) < 1e-9)
  }

  @Test func rectifiersMakeImagesAlike() throws {
    let (few, many) = (try outcome(20, .relu, depth: 2), try outcome(20, .relu, depth: 30))
    #expect(few.input.mean == many.input.mean)
    #expect(few.input.mean < few.output.mean && few.output.mean < many.output.mean)
    #expect(try outcome(1, .relu, depth: 2).output.deviation == nil)
  }
}
