import Autodiff
import Bench
import Network
import Testing

@Suite struct WorkloadProductsTests {
  @Test func fullyConnectedByHand() throws {
    let layers = try Small.epochs.products(rows: 5)
    let expected = [(784, 3), (3, 3), (3, 10)].map { ProductLayer(rows: 5, inputs: $0, outputs: $1) }
    #expect(layers == expected)
    // Forwards 784 · 3 + 3 · 3 + 3 · 10 = 2391 multiplications; a step has 784 · 3 fewer than three times as many.
    #expect(try Small.epochs.operations(training: 1, testing: 0) == 2 * (3 * 2391 - 2352))
    #expect(try Small.epochs.operations(training: 0, testing: 1) == 2 * 2391)
    #expect(try Small.epochs.operations(training: 7, testing: 4) == 7 * 2 * 4821 + 4 * 2 * 2391)
  }

  @Test func convolutionsByHand() throws {
    let layers = try Small.lengths.products(rows: 1)
    let expected = [27, 18].map { ProductLayer(rows: 1024, inputs: $0, outputs: 2) }
    #expect(layers == expected)
    #expect(try Small.lengths.operations(training: 0, testing: 1) == 2 * 1024 * 2 * (27 + 18))
  }

  @Test func aResidualNetworkByHand() throws {
    let workload = try #require(Workload.suite().first { $0.name == "W6" })
    let layers = try workload.products(rows: 128)
    #expect(layers.count == 22)
    #expect(layers.first == ProductLayer(rows: 1024, inputs: 27, outputs: 16, times: 128))
    #expect(layers.last == ProductLayer(rows: 128, inputs: 64, outputs: 10))
    // The shortcuts of the two modules that halve the image.
    for (rows, features) in [(256, 16), (64, 32)] {
      let shortcut = ProductLayer(rows: rows, inputs: features, outputs: 2 * features, times: 128)
      #expect(layers.count { $0 == shortcut } == 1)
    }
  }

  @Test func forwardPassesCountAsNetworksCountThem() throws {
    for workload in Workload.suite() {
      let isImage = workload.unit == .networks && workload.dataset != nil
      let extents = workload.name == "W5" ? [100] : try #require(workload.dataset).shape.extents
      let layers = try workload.architecture.layers(
        input: extents, classes: workload.unit == .networks ? nil : 10)
      #expect(isImage == workload.name.hasPrefix("W4i-"))
      #expect(
        try Double(workload.operations(training: 0, testing: 1))
          == 2 * NetworkSize(layers, input: extents).multiplications,
        "\(workload.name)")
    }
  }
}
