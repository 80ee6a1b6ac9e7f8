import Autodiff
import Forms
import Network
import Testing

@Suite struct MeasuredLayerTests {
  private func layers(_ json5: String, input: [Int] = [2, 6, 6]) throws -> [Network.MeasuredLayer] {
    let list = LayerList(layers: try #require(JSONValue(json5: json5)?.values))
    var recording = Recording()
    return try Network(
      list.layers(input: input, classes: 10), beginning: PopularInitialization.heNormal.initialization,
      input: input, into: &recording
    ).measuredLayers
  }

  /// Each layer as its name, `w` where it has weights, and how many units come out of which activation.
  private func told(_ layers: [Network.MeasuredLayer]) -> [String] {
    layers.map { layer in
      let output = layer.output.map { " \($0.units) \($0.function.map { type(of: $0).word } ?? "–")" }
      return layer.name + (layer.weights == nil ? "" : " w") + (output ?? "")
    }
  }

  @Test func anActivationEndsTheLayerOfItsProduct() throws {
    let layers = try layers("['flatten', { linear: 4 }, 'layer-norm', 'tanh', { linear: 'classes' }]")
    #expect(told(layers) == ["linear1 w 4 tanh", "linear2 w"])
    #expect(layers[0].output?.kept.count == 1)
  }

  /// What the slope is told from stays readable.
  @Test func slopesAreToldFromWhatIsKept() throws {
    let output = try #require(try layers("[{ conv: 3 }, 'gelu', 'flatten', { linear: 'classes' }]")[0].output)
    #expect(output.kept == [output.value, output.input])
    #expect(output.value != output.input && output.units == 3)
  }

  /// Paths of a module are apart, and what comes first in one belongs to no product outside.
  @Test func modulesHaveLayersOfTheirOwn() throws {
    let layers = try layers(
      """
      [
        { conv: 3 },
        { residual: ['relu', { conv: 5 }, 'batch-norm', 'elu', { conv: 5 }], shortcut: [{ conv: 5, kernel: 1 }] },
        'relu', 'crelu', 'flatten', { linear: 'classes' },
      ]
      """)
    #expect(
      told(layers) == [
        "conv1 w", "module1.shortcut.conv1 w", "relu1 3 relu", "module1.conv1 w 5 elu", "module1.conv2 w",
        "module1 5 –", "relu3 5 relu", "crelu4 10 –", "linear1 w",
      ])
  }
}
