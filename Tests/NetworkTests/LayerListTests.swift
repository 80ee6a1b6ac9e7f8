import Autodiff
import Forms
import Network
import Testing

@Suite struct LayerListTests {
  private func list(_ json5: String) throws -> LayerList {
    try #require(JSONValue(json5: json5)).decoded(as: LayerList.self)
  }

  private func error(_ json5: String, input: [Int] = [3, 8, 8]) throws -> String {
    let list = try list(json5)
    do {
      _ = try list.layers(input: input, classes: 10)
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test func theStandardListIsTheFullyConnectedNetwork() throws {
    let layers = try LayerList.standard.layers(input: [1, 4, 4], classes: 10)
    let other = try FullyConnected(.constant, depth: 10, widths: [10]).layers(input: [1, 4, 4], classes: 10)
    #expect(layers.count == other.count)
    #expect(layers.flatMap(\.products).map(\.fans) == other.flatMap(\.products).map(\.fans))
    #expect(try LayerList.standard.layerCount() == 10)
  }

  @Test func sizesFollow() throws {
    let layers = try list(
      """
      {
        parameters: { width: 4, norm: "batch-norm", twice: ["norm", "relu"] },
        layers: [
          { conv: "width * 2", name: "stem", stride: 2 }, "twice",
          { repeat: 2, of: { residual: [{ conv: "same", groups: "same / index" }, "relu"], scale: "1 / 2" } },
          "flatten", { linear: "classes" },
        ],
      }
      """
    ).layers(input: [3, 8, 8], classes: 10)
    #expect(
      layers.map(\.description) == [
        "stem: convolution 3×3, 3 → 8, zero padding, stride 2", "batch-norm1: batch norm", "relu",
        """
        module1: x + 0.5 · branch(x)
          module1.conv1: convolution 3×3, 8 → 8, zero padding, 8 groups
          relu
        """,
        """
        module2: x + 0.5 · branch(x)
          module2.conv1: convolution 3×3, 8 → 8, zero padding, 4 groups
          relu
        """, "flatten", "linear1: linear 128 → 10",
      ])
  }

  @Test func withoutClassesItEndsWithItsLastHiddenLayer() throws {
    let layers = try LayerList.standard.layers(input: [5], classes: nil)
    #expect(layers.last == .activation(.relu))
    #expect(layers.flatMap(\.products).count == 10)
  }

  @Test func aNameIsNeverThereTwice() throws {
    let layers = try list(
      "{ layers: [{ repeat: 3, of: [{ linear: 4, name: 'a' }, 'relu'] }, { linear: 'classes', name: 'a2' }] }"
    ).layers(input: [4], classes: 10)
    let names = layers.flatMap(\.products).map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: [
    ("{ layers: ['geluu'] }", "layers[0]: expected one of linear, conv"),
    (
      "{ layers: [{ linear: 4 }] }",
      "layers[0]: expected a vector, as behind flatten or global-average-pool, found [3, 8, 8]"
    ),
    (
      "{ layers: ['flatten', { conv: 4 }] }",
      "layers[1]: expected an image of channels, height and width, found [192]"
    ),
    (
      "{ layers: [{ conv: 4, kernal: 3 }] }",
      "layers[0]: expected a field of bias, dilation, groups, kernel, name, padding"
    ),
    (
      "{ layers: [{ conv: 'wdth' }] }",
      "layers[0], conv: expected a whole number from 1 to 1000000, found 'wdth'"
    ),
    (
      "{ layers: [{ conv: 4, padding: 'reflect' }] }",
      "layers[0], padding: expected zero, circular or valid, found 'reflect'"
    ),
    (
      "{ layers: [{ conv: 4, groups: 2 }] }",
      "layers[0], groups: expected a divisor of 3 channels and 4 features, found '2'"
    ),
    ("{ layers: [{ conv: 4, bias: 1 }] }", "layers[0], bias: expected true or false, found '1'"),
    (
      "{ layers: [{ conv: 4, weights: 'he' }] }", "layers[0], weights: expected the name of an initialisation"
    ),
    (
      "{ layers: [{ conv: 4, kernel: 9, padding: 'valid' }] }",
      "layers[0] conv1 behind [3, 8, 8]: expected images that stay larger"
    ),
    ("{ layers: [{ 'max-pool': 9 }] }", "expected an image that holds a window of 9 × 9, found 8 × 8"),
    (
      "{ layers: [{ residual: [{ conv: 4 }] }] }",
      "layers[0] module1: expected a branch and a shortcut of the same shape, found [4, 8, 8] and [3, 8, 8]"
    ),
    ("{ layers: [{ repeat: 2 }] }", "layers[0], of: expected a list of layers, found nothing"),
    (
      "{ layers: [{ repeat: -1, of: [] }] }",
      "layers[0], repeat: expected a whole number from 0 to 1000000, found '-1'"
    ),
    ("{ layers: [{ repeat: 1000000, of: ['relu'] }] }", "expected at most 100000 items in all, found more"),
    (
      "{ layers: [{ repeat: 1000000, of: { repeat: 1000000, of: [] } }] }",
      "expected at most 100000 items in all, found more"
    ),
    ("{ layers: ['dropout:1'] }", "layers[0], dropout: expected a number from 0.0 to"),
    ("{ layers: ['group-norm:2'] }", "layers[0], group-norm: expected a divisor of 3 channels, found '2'"),
    ("{ layers: ['batch-norm:2'] }", "layers[0], batch-norm: expected nothing behind it, found '2'"),
    ("{ parameters: { a: 'b', b: 'a' }, layers: ['a'] }", "expected lists that do not hold themselves"),
    ("{ parameters: { a: ['b'], b: ['a'] }, layers: ['a'] }", "expected lists that do not hold themselves"),
    (
      "{ parameters: { same: 3 }, layers: ['relu'] }",
      "parameters: expected other names than classes, index, none and same, found 'same'"
    ),
    ("{ layers: [3] }", "layers[0]: expected a layer, found '3'"),
    (
      "{ layers: ['flatten', { linear: 7 }] }",
      "layers: expected a last layer of 10 units, one a class, found [7]"
    ),
    (
      "{ layers: [{ conv: 4, name: 'a.b' }] }",
      "layers[0], name: expected letters, digits, - and _, found 'a.b'"
    ),
  ])
  func anErrorNamesTheLayer(json5: String, expected: String) throws {
    let found = try error(json5)
    #expect(found.contains(expected), "\(found)")
  }

  /// As `layerCount` goes through lists too, without knowing an input.
  @Test func whatHoldsItselfHasNoDepth() throws {
    let doubled = (0..<45).map { "a\($0): ['a\($0 + 1)', 'a\($0 + 1)']" }.joined(separator: ", ")
    for json5 in [
      "{ parameters: { a: ['a'] }, layers: ['a'] }", "{ parameters: { \(doubled) }, layers: ['a0'] }",
    ] {
      let list = try list(json5)
      #expect(throws: ArchitectureError.self) { try list.layerCount() }
      #expect(throws: ArchitectureError.self) { try list.layers(input: [4], classes: 10) }
    }
  }

  @Test func readyNetworksHaveTheSizesOfTheirPapers() throws {
    // He et al. 2016, table 6: 0.27 million parameters with 20 layers, 0.85 with 56, 1.7 with 110.
    for (layers, millions) in [(20, 0.27), (56, 0.85), (110, 1.7)] {
      let network = try #require(ReadyNetwork.network(named: "resnet:\(layers)"))
      let built = try network.layers(input: [3, 32, 32], classes: 10)
      let size = NetworkSize(built, input: [3, 32, 32])
      #expect(abs(size.parameters / 1e6 / millions - 1) < 0.03, "\(layers)")
      #expect(built.flatMap(\.products).filter { $0.kernel != 1 || $0.window == nil }.count == layers)
    }
    for (name, layers) in [("vgg:11", 11 - 2), ("vgg:16", 16 - 2), ("mlp:7", 8), ("convmixer:4", 10)] {
      let network = try #require(ReadyNetwork.network(named: name))
      #expect(
        try network.layers(input: [3, 32, 32], classes: 10).flatMap(\.products).count == layers, "\(name)")
    }
    for name in ["resnet:21", "vgg:12", "mlp:0", "mlp:x", "alexnet"] {
      #expect(ReadyNetwork.network(named: name) == nil)
    }
  }
}
