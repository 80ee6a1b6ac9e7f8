import Forms
import Network
import Testing

/// What methods of residual networks make of a network.
@Suite struct ResidualMethodTests {
  private let input = [3, 32, 32]

  private func method(_ name: String) throws -> ResidualMethod {
    try #require(ResidualMethod.all.first { $0.name == name })
  }

  private func layers(_ name: String, of network: String = "resnet:20") throws -> [Layer] {
    let list = try #require(ReadyNetwork.network(named: network))
    return try method(name).applied(to: Architecture(list), input: input).layers(input: input, classes: 10)
  }

  @Test func theyChangeNormalisationBiasesAndScales() throws {
    let norm = try layers("batch norm")
    #expect(norm.count { $0.normalizesBatches } > 0)
    #expect(norm.flatMap(\.products).dropLast().allSatisfy { !$0.hasBias })
    for name in ["He", "1/√L", "Fixup", "SkipInit", "ReZero", "LSUV"] {
      let own = try layers(name)
      #expect(own.count { $0.normalizesBatches } == 0, "\(name)")
      #expect(own.flatMap(\.products).allSatisfy { $0.hasBias } == (name != "Fixup"), "\(name)")
      // Nine modules, in lists that stand under parameters and in repetitions.
      let scale = name == "1/√L" ? 1.0 / 3 : 1
      #expect(own.compactMap(\.module?.scale) == Array(repeating: scale, count: 9), "\(name)")
    }
  }

  @Test func theyFitFamiliesOfResidualNetworksButForTheNormalisation() throws {
    let network = Architecture(ResidualNetwork.standard)
    for method in ResidualMethod.all where method.name != "batch norm" {
      let own = try method.applied(to: network, input: [1, 28, 28])
      let scales = try own.layers(input: [1, 28, 28], classes: nil).compactMap(\.module?.scale)
      let scale = method.name == "1/√L" ? 1 / Double(scales.count).squareRoot() : 1
      #expect(scales.allSatisfy { abs($0 - scale) < 1e-12 } && !scales.isEmpty)
    }
    #expect(throws: ArchitectureError.self) {
      try method("batch norm").applied(to: network, input: [1, 28, 28])
    }
  }

  @Test func theyRefuseWhatTheyCannotChange() throws {
    let plain = LayerList(layers: [.text("flatten"), .object(["linear": .integer(5)]), .text("relu")])
    #expect(throws: ArchitectureError(field: "network", expected: "residual modules for He", found: "none")) {
      try method("He").applied(to: Architecture(plain), input: input)
    }
    // A normalisation that is no parameter would stay whatever the method is called.
    let fixed = LayerList(layers: [
      .text("flatten"),
      .object(["residual": .list([.text("batch-norm"), .object(["linear": .text("same")])])]),
    ])
    for name in ["He", "SkipInit", "LSUV"] {
      #expect(throws: ArchitectureError.self, "\(name)") {
        try method(name).applied(to: Architecture(fixed), input: input)
      }
    }
    #expect(try method("batch norm").applied(to: Architecture(fixed), input: input) == Architecture(fixed))
  }

  @Test func aLabelLeavesOutWhatTheyChange() throws {
    let list = Architecture(try #require(ReadyNetwork.network(named: "resnet:20")))
    #expect(try method("He").label(of: list) == "layers activation relu, blocks 3, width 16")
  }
}
