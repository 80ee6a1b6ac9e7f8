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

  @Test func productsOfImagesAreTakenImageByImage() {
    let filters = ProductLayer(rows: 1024, inputs: 27, outputs: 5, times: 8)
    #expect(filters.operations == 2 * 8 * 1024 * 27 * 5)
    #expect(ProductSequence([filters], isTraining: true).operations == 2 * filters.operations)
  }
}
