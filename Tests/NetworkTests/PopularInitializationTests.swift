import Foundation
import Network
import Testing

@Suite struct PopularInitializationTests {
  @Test func everyNameAndAliasIsUniqueAndFound() {
    let names = PopularInitialization.allCases.flatMap { [$0.rawValue] + $0.aliases }
    #expect(Set(names).count == names.count)
    for popular in PopularInitialization.allCases {
      for name in [popular.rawValue] + popular.aliases {
        #expect(Initialization(named: name) == popular.initialization)
      }
      #expect(popular.initialization.name == popular.rawValue)
    }
  }

  @Test(arguments: [
    ("kaiming-normal", PopularInitialization.heNormal), ("kaiming-uniform", .heUniform),
    ("xavier-normal", .glorotNormal), ("xavier-uniform", .glorotUniform), ("keras-default", .glorotUniform),
    ("keras-he-normal", .heTruncatedCorrected), ("jax-he-normal", .heTruncatedCorrected),
    ("keras-glorot-normal", .glorotTruncatedCorrected), ("jax-glorot-normal", .glorotTruncatedCorrected),
    ("keras-lecun-normal", .lecunTruncatedCorrected), ("jax-lecun-normal", .lecunTruncatedCorrected),
    ("flax-default", .lecunTruncatedCorrected),
  ])
  func namesOfPyTorchKerasAndJAX(name: String, popular: PopularInitialization) {
    #expect(PopularInitialization(named: name) == popular)
  }

  @Test func everyDefinitionIsSomebodys() {
    let definitions = PopularInitialization.allCases.map(\.definition)
    #expect(Set(definitions).count == definitions.count)
    for popular in PopularInitialization.allCases where popular != .zeros {
      let owners = ["PyTorch", "Keras", "JAX", "et al.", " & "]
      #expect(owners.contains { popular.definition.contains($0) }, "\(popular.rawValue)")
      for name in ["keras", "jax"] where popular.aliases.contains(where: { $0.hasPrefix(name) }) {
        #expect(popular.definition.lowercased().contains(name))
      }
    }
  }

  /// Stores know trials by these texts.
  @Test(arguments: [
    (PopularInitialization.fixup, "fixup"), (.skipinit, "zero-gain"), (.zeroGamma, "zero-gamma"),
  ])
  func schemesAreWrittenByTheirNames(popular: PopularInitialization, scheme: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = """
      {"biases":{"fan":"in","gain":0,"law":"constant:0.0"},"scheme":"\(scheme)",\
      "weights":{"fan":"in","gain":2,"law":"normal"}}
      """
    #expect(String(decoding: try encoder.encode(popular.initialization), as: UTF8.self) == text)
    let read = try JSONDecoder().decode(Initialization.self, from: Data(text.utf8))
    #expect(read == popular.initialization)
    #expect(read != PopularInitialization.heNormal.initialization)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        Initialization.self, from: Data(text.replacing(scheme, with: "another").utf8))
    }
  }

  @Test func everySchemeHasAName() {
    let names = Initialization.schemes.map(\.name)
    #expect(names == ["fixup", "zero-gain", "zero-gamma", "unit-variance", "critical-variance"])
    #expect(Set(PopularInitialization.allCases.compactMap { $0.initialization.scheme?.name }) == Set(names))
  }

  @Test func aNameIsWrittenAsItIs() throws {
    let data = try JSONEncoder().encode([PopularInitialization.heNormal, .lsuv])
    #expect(String(decoding: data, as: UTF8.self) == #"["he-normal","lsuv"]"#)
    #expect(try JSONDecoder().decode([PopularInitialization].self, from: data) == [.heNormal, .lsuv])
  }

  @Test func otherNames() {
    #expect(Initialization(named: "constant:0.5")?.weights.law == .constant(0.5))
    #expect(Initialization(named: "he") == nil)
    #expect(Initialization(named: "constant:x") == nil)
    #expect(Initialization(weights: Initializer(gain: 1.5)).name == "normal 1.5/fan-in")
  }
}
