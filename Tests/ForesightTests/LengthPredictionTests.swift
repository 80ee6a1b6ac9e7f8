import Foresight
import Network
import Testing

@Suite struct LengthPredictionTests {
  private func wideMeans(_ end: [Layer], behind start: [Layer]) -> [Double]? {
    let branch: [Layer] = [
      .activation(.relu), .linear(Layer.Linear(name: "module", inputs: 3, outputs: 3)),
    ]
    let module = Layer.residual(Layer.Residual(name: "module", scale: 1, branch: branch + end))
    return LengthPrediction(
      start + [module], PopularInitialization.heNormal.initialization, input: .fixed([1, 1, 1]), extents: [3]
    ).wideMeans
  }

  /// Behind a product numbers are symmetric, a rectifier keeps half of their square and He's product doubles that; of the
  /// input itself it keeps all, so that the mean square is 3 there and not 2.
  @Test func aRectifierAtAModulesBeginningHalvesSymmetricNumbersAlone() {
    let product = Layer.linear(Layer.Linear(name: "input", inputs: 3, outputs: 3))
    #expect(wideMeans([], behind: [product]) == [4])
    #expect(wideMeans([], behind: []) == nil)
    // A branch that ends with a rectifier has a mean, but what it is added to has none.
    #expect(wideMeans([.activation(.relu)], behind: [product]) == [3])
  }
}
