import Autodiff
import Testing

@Suite struct ProductSequenceTests {
  private let layers = [
    ProductLayer(rows: 4, inputs: 6, outputs: 3), ProductLayer(rows: 4, inputs: 3, outputs: 2),
  ]

  @Test func aForwardPassIsOneProductALayer() {
    let sequence = ProductSequence(layers, isTraining: false)
    #expect(sequence.operations == 2 * (4 * 6 * 3 + 4 * 3 * 2))
  }

  @Test func aStepIsThreeProductsALayerButTwoForTheFirst() {
    let sequence = ProductSequence(layers, isTraining: true)
    #expect(sequence.operations == 2 * (2 * 4 * 6 * 3 + 3 * 4 * 3 * 2))
  }

  @Test func aLayerUsesTheMemoryOfAnOutputThatIsItsInput() {
    #expect(layers[1].takesOutput(of: layers[0]))
    #expect(!layers[0].takesOutput(of: layers[1]))
    #expect(!ProductLayer(rows: 4, inputs: 3, outputs: 2, times: 2).takesOutput(of: layers[0]))
    // Images of 64 pixels become a number a channel, and 128 of them need twice the room of one image.
    let filters = ProductLayer(rows: 64, inputs: 576, outputs: 64, times: 128)
    #expect(!ProductLayer(rows: 128, inputs: 64, outputs: 10).takesOutput(of: filters))
  }

  @Test func productsOfImagesAreTakenImageByImage() {
    let filters = ProductLayer(rows: 1024, inputs: 27, outputs: 5, times: 8)
    #expect(filters.operations == 2 * 8 * 1024 * 27 * 5)
    #expect(ProductSequence([filters], isTraining: true).operations == 2 * filters.operations)
  }
}
