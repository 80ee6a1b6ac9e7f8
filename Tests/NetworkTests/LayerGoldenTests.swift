import Autodiff
import Forms
import Foundation
import Network
import Numbers
import TestSupport
import Testing

/// Every layer that a list can name beside PyTorch's: values, gradients and states, from the file of a script beside it.
@Suite struct LayerGoldenTests {
  struct Case: Decodable, CustomTestStringConvertible {
    let item: JSONValue
    let given: String
    let rows: Int
    let extents: [Int]
    let x: [Double]
    let parameters: [String: [Double]]
    let states: [String: [Double]]
    let cotangent: [Double]
    let y: [Double]
    let dx: [Double]
    let gradients: [String: [Double]]
    let statesAfter: [String: [Double]]

    var testDescription: String { "\(item.summary) of \(given)" }

    static let all: [Case] = {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/layers.json")
      do {
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
      } catch {
        preconditionFailure("\(error)")
      }
    }()
  }

  // A number is held relative to the largest of its array.
  #if DoublePrecision
    private let tolerance = 1e-10
  #else
    private let tolerance = 1e-5
  #endif

  @Test func everyWordHasACase() {
    let named = Case.all.flatMap { golden -> [String] in
      if case .object(let fields) = golden.item { return Array(fields.keys) }
      return [String(golden.item.summary.prefix { $0 != ":" })]
    }
    let words =
      LayerNotation.kinds.flatMap { $0.words } + Activation.words.map { String($0.prefix { $0 != ":" }) }
    // What noise draws is no number of PyTorch's.
    #expect(Set(words).subtracting(named) == ["dropout", "noise"])
  }

  @Test(arguments: Case.all) func valuesAndGradientsAreThoseOfPyTorch(_ golden: Case) throws {
    var notation = LayerNotation(parameters: [:], classes: nil)
    var extents = golden.extents
    let layers = try notation.layers([golden.item], at: "layers", extents: &extents)
    func real(_ numbers: [Double]) -> [Real] { numbers.map { Real($0) } }
    let own = golden.parameters.merging(golden.states) { $1 }.mapValues(real)
    let stem = own.isEmpty ? "" : try name(of: layers[0])
    let probe = try OperationProbe(
      [(Shape(isBatched: true, extents: golden.extents), real(golden.x))], rows: golden.rows,
      cotangent: real(golden.cotangent),
      arrays: Dictionary(uniqueKeysWithValues: own.map { ("\(stem).\($0)", $1) }),
      isTraining: !golden.given.hasPrefix("tested")
    ) { recording, values in
      try Network(layers, beginning: .init(weights: .zero), from: values[0], into: &recording).output
    }
    #expect(golden.rows * extents.reduce(1, *) == golden.y.count)
    #expect(agree(probe.output, golden.y))
    #expect(agree(probe.gradients[0], golden.dx))
    #expect(Set(probe.learnt.keys) == Set(golden.gradients.keys.map { "\(stem).\($0)" }))
    for (name, gradient) in golden.gradients {
      #expect(agree(probe.learnt["\(stem).\(name)"] ?? [], gradient), "\(name)")
    }
    for (name, state) in golden.statesAfter {
      #expect(agree(probe.states["\(stem).\(name)"] ?? [], state), "\(name)")
    }
  }

  /// What its arrays are called by.
  private func name(of layer: Layer) throws -> String {
    String(try #require(layer.description.split(separator: ":").first))
  }

  private func agree(_ ours: [Real], _ theirs: [Double]) -> Bool {
    let largest = theirs.map(abs).max() ?? 0
    return ours.count == theirs.count
      && zip(ours, theirs).allSatisfy { abs(Double($0) - $1) <= tolerance * largest }
  }
}
