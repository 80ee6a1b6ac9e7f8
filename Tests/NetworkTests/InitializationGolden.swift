import Autodiff
import Forms
import Foundation
import Network
import Numbers
import Randomness
import Testing

/// What the script `make_golden_initializations.py` has written of PyTorch's initialisations.
struct InitializationGolden: Decodable {
  let laws: [Law]
  let matrices: [Matrix]
  let mirrored: [String: [Double]]
  let states: [State]
  let settled: Settled

  /// Independent weights.
  struct Law: Decodable, CustomTestStringConvertible {
    struct Numbers: Decodable {
      let variance: Double
      let bound: Double?
    }
    let name: String
    let shape: String
    let sizes: [Int]
    let weights: Numbers
    let biases: Numbers

    var testDescription: String { "\(name), \(shape)" }
  }

  /// Weights that hang on one another.
  struct Matrix: Decodable, CustomTestStringConvertible {
    let name: String
    let initialization: Initialization
    let shape: String
    let sizes: [Int]
    let ofRows: Bool
    let grams: [[Double]]
    let variance: Double
    let weights: [Double]?

    var testDescription: String { "\(name), \(shape)" }
  }

  /// What each array of a network begins with.
  struct State: Decodable, CustomTestStringConvertible {
    struct Array: Decodable {
      let name: String
      let shape: [Int]
      let constant: Double?
      let factor: Double?
    }
    let name: String
    let network: LayerList
    let arrays: [Array]

    var testDescription: String { name }
  }

  /// A network's weights before and after a batch has scaled them.
  struct Settled: Decodable {
    struct Scaling: Decodable {
      let factor: Double
      let trials: Int
    }
    let network: LayerList
    let input: [Int]
    let classes: Int
    let rows: Int
    let batch: [Double]
    let before: [String: [Double]]
    let after: [String: [Double]]
    let scalings: [String: Scaling]
  }

  static let all: InitializationGolden = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/initializations.json")
    do {
      return try JSONDecoder().decode(InitializationGolden.self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}

/// A single product with weights as they are drawn.
struct DrawnProduct {
  let product: Product
  let weights: [Double]
  let biases: [Double]

  /// A product of inputs, outputs, the side of a filter (0 for vectors) and groups.
  init(_ sizes: [Int], _ initialization: Initialization) throws {
    let (inputs, outputs, kernel, groups) = (sizes[0], sizes[1], sizes[2], sizes[3])
    var layer = Layer.linear(Layer.Linear(name: "it", inputs: inputs, outputs: outputs))
    if kernel > 0 {
      var convolution = Layer.ConvolutionLayer(
        name: "it", inputs: inputs, outputs: outputs, kernel: kernel, padding: .zero)
      convolution.groups = groups
      layer = .convolution(convolution)
    }
    let arrays = try begun([layer], initialization, input: kernel > 0 ? [inputs, 3, 3] : [inputs])
    product = try #require(layer.product)
    weights = try #require(arrays["it.weight"]).numbers
    biases = try #require(arrays["it.bias"]).numbers
  }
}

/// A network's arrays as they are drawn, by name.
func begun(
  _ layers: [Layer], _ initialization: Initialization, input extents: [Int]
) throws -> [String: (shape: [Int], numbers: [Double])] {
  var recording = Recording()
  let network = try Network(layers, beginning: initialization, input: extents, into: &recording)
  var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
  network.initialize(&workspace, from: RandomKey(seed: 6))
  let arrays = workspace.plan.parameters.map { parameter in
    (parameter.name, (parameter.shape.extents, workspace.rows(of: parameter.value).map { Double($0) }))
  }
  return Dictionary(uniqueKeysWithValues: arrays)
}
