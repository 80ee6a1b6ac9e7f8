import Forms
import Foundation
import Network
import Testing
import Theory

/// Kernels and tangents of wide networks beside those of neural-tangents, from the file of a script beside it.
@Suite struct KernelGoldenTests {
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let layers: [JSONValue]
    let extents: [Int]
    let inputs: [[Double]]
    let weightVariances: [Double]
    let biasVariances: [Double]
    let nngp: [Double]
    let ntk: [Double]

    var testDescription: String { name }

    static let all: [Case] = {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/kernels.json")
      do {
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
      } catch {
        preconditionFailure("\(error)")
      }
    }()

    /// The layers, each product by laws of its own; a module's shortcut comes before its branch.
    func begun() throws -> [Layer] {
      var notation = LayerNotation(parameters: [:], classes: nil)
      var extents = extents
      var variances = zip(weightVariances, biasVariances).makeIterator()
      func begun(_ layer: Layer) -> Layer {
        if var module = layer.module {
          module.shortcut = module.shortcut.map(begun)
          module.branch = module.branch.map(begun)
          return .residual(module)
        }
        guard layer.product != nil, let (weights, biases) = variances.next() else { return layer }
        return layer.begun(by: Initializer(gain: weights), biases: Initializer(gain: biases, over: .one))
      }
      let layers = try notation.layers(self.layers, at: "layers", extents: &extents).map(begun)
      #expect(variances.next() == nil)
      return layers
    }

    var pair: SignalPair {
      if extents.count == 3 { return SignalPair(inputs[0], inputs[1], extents: extents) }
      func mean(_ one: Int, _ other: Int) -> Double {
        zip(inputs[one], inputs[other]).reduce(0) { $0 + $1.0 * $1.1 } / Double(extents[0])
      }
      return SignalPair(PairMoments(first: mean(0, 0), second: mean(1, 1), product: mean(0, 1)))
    }
  }

  @Test(arguments: Case.all) func kernelsAndTangentsAreThoseOfNeuralTangents(_ golden: Case) throws {
    var propagation = Propagation(
      golden.pair, into: try golden.begun(), beginning: Initialization(weights: .zero),
      extents: golden.extents)
    try propagation.pass(golden.begun())
    let pair = propagation.pair
    #expect(pair.pixels == nil)
    func compare(_ moments: PairMoments, _ expected: [Double]) {
      for (number, other) in zip([moments.first, moments.second, moments.product], expected) {
        #expect(abs(number - other) < 1e-9 * max(abs(other), 1e-3))
      }
    }
    compare(pair.moments, golden.nngp)
    compare(pair.tangent, golden.ntk)
  }
}
