import Autodiff
import Network
import Numbers
import Randomness
import Statistics
import TestSupport
import Testing
import Theory

/// Samples of the law against networks that are built, weight by weight.
@Suite struct LayerLawTests {
  private static let count = 10_000
  private static let plain = Initialization(weights: Initializer(gain: 2))
  private static let biased = Initialization(
    weights: Initializer(gain: 1.6), biases: Initializer(gain: 0.8))
  private static let input: [Real] = [1, -0.5, 2, 0.25]

  /// A network of these widths, as layers and as what theory knows of them.
  private struct Net {
    let layers: [Layer]
    let law: LayerLaw
    let initialization: Initialization

    init(_ widths: [Int], _ initialization: Initialization) throws {
      layers = try FullyConnected(.explicit, depth: 0, widths: widths).layers(input: [4], classes: nil)
      self.initialization = initialization
      var moments = LayerMoments.fullyConnected(
        inputs: 4, widths: widths, gain: initialization.weights.gain)
      for layer in moments.indices {
        moments[layer].biasVariance = initialization.biases.gain / Double(moments[layer].fanIn)
      }
      law = LayerLaw(moments)
    }

    /// What the last layers of networks put out.
    func outputs(_ count: Int) throws -> [[Double]] {
      var recording = Recording()
      let network = try Network(
        layers, beginning: initialization, input: [4], into: &recording)
      var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
      workspace.set(network.input, to: LayerLawTests.input)
      return (0..<count).map { number in
        network.initialize(&workspace, from: RandomKey(seed: 8)[number])
        workspace.forward()
        return workspace.rows(of: network.output).map { Double($0) }
      }
    }

    func draws(_ kind: LayerLaw.Kind, _ count: Int) -> [[Double]] {
      let square = LayerLawTests.input.reduce(0) { $0 + Double($1) * Double($1) }
      return (0..<count).map { law.draw(kind, squaredLength: square, from: RandomKey(seed: 9)[$0]) }
    }
  }

  /// The p-values, adjusted for their number, of the squared length and of every output alone.
  private func pValues(_ first: [[Double]], _ second: [[Double]]) throws -> [Double] {
    let width = first[0].count
    var tests = [try #require(KolmogorovSmirnovTest(first.map(squaredNorm), second.map(squaredNorm)))]
    for k in 0..<width {
      tests.append(try #require(KolmogorovSmirnovTest(first.map { $0[k] }, second.map { $0[k] })))
    }
    return MultipleTests.holm(tests.map(\.pValue))
  }

  @Test(arguments: [
    ([5, 5, 5, 5], plain), ([20, 5, 30, 8], plain), ([5], biased), ([6, 10, 4, 7, 5], biased),
  ])
  func networksCannotBeToldFromTheLaw(widths: [Int], initialization: Initialization) throws {
    let net = try Net(widths, initialization)
    let (networks, draws) = (try net.outputs(Self.count), net.draws(.exact, Self.count))
    #expect(try pValues(networks, draws).allSatisfy { $0 > 0.01 })
    let joint = try #require(EmbeddingTest(networks, draws, from: RandomKey(seed: 1)))
    #expect(joint.pValue > 0.01)
  }

  @Test(arguments: [plain, biased])
  func theMeanFieldLawIsRejectedAtWidthFive(initialization: Initialization) throws {
    let net = try Net([5, 5, 5, 5], initialization)
    let (networks, draws) = (try net.outputs(Self.count), net.draws(.meanField, Self.count))
    let pValues = try pValues(networks, draws)
    #expect(pValues[0] < 1e-6)
    #expect(try #require(EmbeddingTest(networks, draws, from: RandomKey(seed: 1))).pValue < 1e-6)
    // Of one layer there is nothing to approximate.
    let first = try Net([5], initialization)
    #expect(first.draws(.meanField, 10) == first.draws(.exact, 10))
  }

  /// By both laws the mean squared length is that of the closed form.
  @Test(arguments: LayerLaw.Kind.allCases)
  func theMeanIsThatOfTheClosedForm(kind: LayerLaw.Kind) throws {
    let net = try Net([30, 20, 40], Self.biased)
    var sample = Sample()
    for output in net.draws(kind, Self.count) { sample.add(squaredNorm(output)) }
    let start = Self.input.reduce(0) { $0 + Double($1) * Double($1) }
    let expected = net.law.meanSquaredLengths(squaredLength: start)
    #expect(abs(sample.z(expected[2])) < 4)
    let lengths = MeanLength.perLayer(from: start / 4, through: net.law.layers)
    for (layer, width) in [30, 20, 40].enumerated() {
      #expect(relativeError(expected[layer], Double(width) * lengths[layer]) < 1e-12)
    }
  }

  @Test func aDrawDependsOnItsKeyAlone() throws {
    let law = try Net([5, 6], Self.plain).law
    let key = RandomKey(seed: 2)
    #expect(law.draw(squaredLength: 2, from: key) == law.draw(squaredLength: 2, from: key))
    #expect(law.draw(squaredLength: 2, from: key) != law.draw(squaredLength: 2, from: key["other"]))
    #expect(law.draw(squaredLength: 0, from: key) == Array(repeating: 0, count: 6))
  }
}
