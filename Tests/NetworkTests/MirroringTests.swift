import Autodiff
import Foundation
import Network
import Numbers
import Randomness
import TestSupport
import Testing

/// Mirrored weights, by their structure and by what the network computes with them.
@Suite struct MirroringTests {
  private struct Built {
    let network: Network
    let weights: [String: [Real]]
    let output: [Real]
    let lengths: [Double]
  }

  private static let gsm = PopularInitialization.gsm.initialization
  private static let orthogonal = PopularInitialization.orthogonalMirrored.initialization

  /// A network's weights, and what it makes of one example or more.
  private func build(
    _ architecture: Architecture, _ initialization: Initialization, input extents: [Int], classes: Int?,
    given input: [Real], rows: Int = 1
  ) throws -> Built {
    var recording = Recording()
    let layers = try architecture.layers(input: extents, classes: classes)
    let network = try Network(
      layers, beginning: initialization, input: extents, into: &recording)
    let plan = Plan(recording, keeping: [network.output] + network.activations)
    var workspace = Workspace(plan, capacity: rows)
    network.initialize(&workspace, from: RandomKey(seed: 4))
    workspace.set(network.input, to: input)
    workspace.forward()
    var weights: [String: [Real]] = [:]
    for parameter in plan.parameters { weights[parameter.name] = workspace.rows(of: parameter.value) }
    let lengths = network.activations.map { squared(workspace.rows(of: $0)) }
    return Built(
      network: network, weights: weights, output: workspace.rows(of: network.output), lengths: lengths)
  }

  private func squared(_ numbers: [Real]) -> Double { numbers.reduce(0) { $0 + Double($1) * Double($1) } }

  private func normal(_ count: Int, _ seed: UInt64 = 9) -> [Real] {
    var numbers = [Real](repeating: 0, count: count)
    var span = numbers.mutableSpan
    RandomKey(seed: seed).fillNormal(&span, deviation: 1)
    return numbers
  }

  /// The rows of W₀: the first half of the units, or all of an output layer's, and of their inputs the first half.
  private func submatrix(_ weights: [Real], row: Int, units: Int, inputs: Int) -> [[Double]] {
    return (0..<units).map { unit in (0..<inputs).map { Double(weights[unit * row + $0]) } }
  }

  private func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  @Test(arguments: [
    gsm, orthogonal, Initialization(weights: Initializer(.uniform, gain: 1), isMirrored: true),
  ])
  func weightsAreOppositePairsAndTheNetworkIsLinear(initialization: Initialization) throws {
    let architecture = Architecture.fullyConnected(FullyConnected(.explicit, depth: 0, widths: [8, 6, 12]))
    let input = normal(5)
    let built = try build(architecture, initialization, input: [5], classes: 3, given: input)
    var stream = input.map { Double($0) }
    let sizes = [("hidden1", 8, 5, false), ("hidden2", 6, 8, true), ("hidden3", 12, 6, true)]
    for (name, units, inputs, isMirrored) in sizes {
      let weights = try #require(built.weights["\(name).weight"])
      for unit in 0..<units / 2 {
        for i in 0..<inputs {
          let weight = weights[unit * inputs + i]
          #expect(weights[(unit + units / 2) * inputs + i] == -weight)
          if isMirrored, i < inputs / 2 { #expect(weights[unit * inputs + i + inputs / 2] == -weight) }
        }
      }
      #expect(Set(weights.map(\.magnitude)).count == units / 2 * (isMirrored ? inputs / 2 : inputs))
      #expect(built.weights["\(name).bias"]?.allSatisfy { $0 == 0 } == true)
      stream = product(
        submatrix(weights, row: inputs, units: units / 2, inputs: isMirrored ? inputs / 2 : inputs), stream)
    }
    let last = try #require(built.weights["output.weight"])
    for unit in 0..<3 { for i in 0..<6 { #expect(last[unit * 12 + i + 6] == -last[unit * 12 + i]) } }
    let expected = product(submatrix(last, row: 12, units: 3, inputs: 6), stream)
    for (value, expected) in zip(built.output, expected) {
      #expect(abs(Double(value) - expected) < 1e-5 * expected.magnitude + 1e-6)
    }
  }

  /// The submatrices are drawn as those of a network half as wide would be.
  @Test(arguments: [gsm, orthogonal])
  func submatricesHaveTheLawOfTheLinearNetwork(initialization: Initialization) throws {
    let isGaussian = initialization == Self.gsm
    let architecture = Architecture.fullyConnected(FullyConnected(.explicit, depth: 0, widths: [300, 400]))
    let layers = try architecture.layers(input: [40], classes: 10)
    let moments = initialization.secondMoments(of: layers)
    // The reciprocals of the mean squares.
    let inverse: [Double] = isGaussian ? [150, 200, 10] : [150, 200, 200]
    let distinct: [Double] = [6000, 30_000, 2000]
    let built = try build(architecture, initialization, input: [40], classes: 10, given: normal(40))
    for (place, name) in ["hidden1", "hidden2", "output"].enumerated() {
      let weights = try #require(built.weights["\(name).weight"])
      let mean = squared(weights) / Double(weights.count)
      // The mean square of orthonormal columns is certain.
      let tolerance = isGaussian ? 4 * (2 / distinct[place]).squareRoot() : 1e-5
      #expect(abs(mean * inverse[place] - 1) < tolerance, "\(name)")
      #expect(relativeError(moments[place], 1 / inverse[place]) < 1e-12)
    }
  }

  @Test func aHundredOrthogonalLayersKeepEveryLength() throws {
    let architecture = Architecture.fullyConnected(FullyConnected(.constant, depth: 100, widths: [60]))
    let input = normal(16 * 30)
    let built = try build(
      architecture, Self.orthogonal, input: [30], classes: nil, given: input, rows: 16)
    #expect(built.lengths.count == 100)
    for length in built.lengths { #expect(relativeError(length, squared(input)) < 1e-5) }
    // Not only in sum: each example by itself.
    for row in 0..<16 {
      let (before, after) = (input[row * 30..<(row + 1) * 30], built.output[row * 60..<(row + 1) * 60])
      #expect(relativeError(squared(Array(before)), squared(Array(after))) < 1e-5)
    }
  }

  @Test(arguments: [Padding.circular, .zero])
  func aHundredDeltaOrthogonalConvolutionsKeepEveryLength(padding: Padding) throws {
    let architecture = Architecture.convolutional(
      ConvolutionalNetwork(depth: 100, features: 6, padding: padding))
    let input = normal(2 * 3 * 5 * 7)
    let built = try build(
      architecture, Self.orthogonal, input: [3, 5, 7], classes: nil, given: input, rows: 2)
    for length in built.lengths { #expect(relativeError(length, squared(input)) < 1e-5) }
    let weights = try #require(built.weights["conv2.weight"])
    for i in weights.indices where i % 9 != 4 { #expect(weights[i] == 0) }
    #expect(Set((0..<36).map { weights[9 * $0 + 4].magnitude }).count == 9)
  }

  /// A window of even side reaches further after its output's place than before it.
  @Test(arguments: [1, 2, 4, 5]) func theMiddleOfEveryFilterIsItsOutputsPlace(kernel: Int) throws {
    let architecture = Architecture.convolutional(
      ConvolutionalNetwork(depth: 3, features: 4, kernel: kernel, padding: .zero))
    let input = normal(2 * 5 * 5)
    let built = try build(architecture, Self.orthogonal, input: [2, 5, 5], classes: nil, given: input)
    for length in built.lengths { #expect(relativeError(length, squared(input)) < 1e-5) }
  }

  /// The features' differences are those of the linear convolutions, computed pixel by pixel.
  @Test func gaussianFiltersAreLinearToo() throws {
    let architecture = Architecture.convolutional(ConvolutionalNetwork(depth: 2, features: 4))
    let (height, width) = (4, 5)
    let input = normal(height * width)
    let built = try build(
      architecture, Self.gsm, input: [1, height, width], classes: nil, given: input)
    var stream = [input.map { Double($0) }]
    for (name, inputs) in [("conv1", 1), ("conv2", 4)] {
      let weights = try #require(built.weights["\(name).weight"])
      stream = (0..<2).map { unit in
        (0..<height * width).map { pixel in
          var sum = 0.0
          for (channel, map) in stream.enumerated() {
            for tap in 0..<9 {
              let row = (pixel / width + tap / 3 - 1 + height) % height
              let column = (pixel % width + tap % 3 - 1 + width) % width
              sum += Double(weights[(unit * inputs + channel) * 9 + tap]) * map[row * width + column]
            }
          }
          return sum
        }
      }
    }
    for feature in 0..<2 {
      for pixel in 0..<height * width {
        let (positive, negative) = (
          built.output[feature * 20 + pixel], built.output[(feature + 2) * 20 + pixel]
        )
        #expect(abs(Double(positive - negative) - stream[feature][pixel]) < 1e-5)
        #expect(min(positive, negative) == 0)
      }
    }
  }

  @Test func whatCannotBeMirroredIsNamed() throws {
    func error(_ architecture: Architecture, _ initialization: Initialization = Self.gsm) -> String? {
      do {
        var recording = Recording()
        _ = try Network(
          architecture.layers(input: [1, 28, 28], classes: 10), beginning: initialization,
          input: [1, 28, 28],
          into: &recording)
        return nil
      } catch {
        return "\(error)"
      }
    }
    let odd = FullyConnected(.explicit, depth: 0, widths: [4, 7, 6])
    #expect(
      error(.fullyConnected(odd)) == "hidden2: expected an even number of units for mirrored weights, found 7"
    )
    #expect(
      error(.convolutional(ConvolutionalNetwork(depth: 2, features: 3)))
        == "conv1: expected an even number of features for mirrored weights, found 3")
    #expect(
      error(.fullyConnected(FullyConnected(.constant, depth: 2, widths: [4], activation: .tanh)))
        == "hidden1: expected relu behind mirrored weights, found tanh")
    #expect(
      error(.residual(ResidualNetwork(modules: 2, width: 4)))
        == "module1: expected a layer without a shortcut for mirrored weights, found a residual module")
    let grouped = LayerList(layers: [
      .object(["conv": .integer(4)]), .text("relu"), .object(["conv": .integer(4), "groups": .integer(2)]),
      .text("relu"), .text("flatten"), .object(["linear": .integer(10)]),
    ])
    #expect(error(Architecture(grouped)) == "conv2: expected one group for mirrored weights, found 2")
    var biased = Self.gsm
    biased.biases = Initializer(gain: 1)
    let even = Architecture.fullyConnected(FullyConnected(.constant, depth: 2, widths: [4]))
    #expect(error(even, biased) == "biases: expected constant:0.0 beside mirrored weights, found normal")
    #expect(error(even) == nil)
    #expect(error(.fullyConnected(odd), PopularInitialization.heNormal.initialization) == nil)
  }

  @Test func onlyMirroredWeightsSayTheyAre() throws {
    func text(_ initialization: Initialization) throws -> String {
      String(decoding: try JSONEncoder().encode(initialization), as: UTF8.self)
    }
    #expect(try text(Self.gsm).contains("\"mirrored\":true"))
    #expect(try !text(PopularInitialization.heNormal.initialization).contains("mirrored"))
    let back = try JSONDecoder().decode(Initialization.self, from: Data(text(Self.gsm).utf8))
    #expect(back == Self.gsm)
    #expect(
      Initialization(weights: Initializer(gain: 3), isMirrored: true).name == "mirrored normal 3.0/fan-in")
  }
}
