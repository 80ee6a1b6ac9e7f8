import Autodiff
import Forms
import Network
import Numbers
import Randomness
import TestSupport
import Testing

/// Initialisations beside PyTorch's, from the file of a script beside it.
@Suite struct InitializationGoldenTests {
  private static let golden = InitializationGolden.all

  // A number is held relative to the largest of its array.
  #if DoublePrecision
    private let tolerance = 1e-10
  #else
    private let tolerance = 1e-5
  #endif

  @Test(arguments: golden.laws) func variancesAndBoundsAreThoseOfPyTorch(_ law: InitializationGolden.Law)
    throws
  {
    let initialization = try #require(Initialization(named: law.name))
    let drawn = try DrawnProduct(law.sizes, initialization)
    let fans = drawn.product.fans
    expect(drawn.weights, initialization.weights.secondMoment(fans), law.weights)
    expect(drawn.biases, initialization.biases.biasSecondMoment(fans), law.biases)
  }

  /// Sees that a law's variance is the golden one, and that what is drawn has it, and its bound.
  private func expect(_ drawn: [Double], _ variance: Double, _ golden: InitializationGolden.Law.Numbers) {
    #expect(abs(variance - golden.variance) <= 1e-12 * golden.variance)
    let count = Double(drawn.count)
    let mean = drawn.reduce(0, +) / count
    let square = drawn.reduce(0) { $0 + $1 * $1 } / count
    #expect(abs(mean) <= 5 * (golden.variance / count).squareRoot())
    // Normal numbers have the heaviest tails of all these laws.
    #expect(abs(square - golden.variance) <= 5 * golden.variance * (2 / count).squareRoot())
    let largest = drawn.map(abs).max() ?? 0
    if let bound = golden.bound {
      #expect(largest <= bound * (1 + 1e-6))
      // Of the cut laws a weight in 250 lies as near to the bound.
      if drawn.count > 4000 { #expect(largest >= 0.98 * bound) }
    } else if drawn.count > 4000 {
      #expect(largest > 3 * golden.variance.squareRoot())
    }
  }

  @Test(arguments: golden.matrices) func groupsAreOrthonormalAsPyTorchMakesThem(
    _ matrix: InitializationGolden.Matrix
  ) throws {
    let drawn = try DrawnProduct(matrix.sizes, matrix.initialization)
    let law = matrix.initialization.weights
    #expect(relativeError(law.secondMoment(drawn.product.fans), matrix.variance) < 1e-10)
    if let weights = matrix.weights { #expect(agree(drawn.weights, weights)) }
    let groups = matrix.grams.count
    #expect(groups == matrix.sizes[3])
    let size = drawn.weights.count / groups
    for (group, gram) in matrix.grams.enumerated() {
      let own = Array(drawn.weights[group * size..<(group + 1) * size])
      #expect(agree(products(own, rows: matrix.sizes[1] / groups, ofRows: matrix.ofRows), gram))
    }
  }

  @Test func oppositePairsAreThoseOfTheLinearNetwork() throws {
    let list = LayerList(layers: [
      .object(["linear": .integer(8)]), .text("relu"), .object(["linear": .integer(8)]), .text("relu"),
      .object(["linear": .integer(4)]),
    ])
    let layers = try list.layers(input: [6], classes: 4)
    let arrays = try begun(layers, PopularInitialization.orthogonalMirrored.initialization, input: [6])
    for (name, gram) in Self.golden.mirrored {
      let array = try #require(arrays[name])
      #expect(agree(products(array.numbers, rows: array.shape[0], ofRows: true), gram), "\(name)")
    }
  }

  @Test(arguments: golden.states) func networksBeginAsPyTorchsDo(_ state: InitializationGolden.State) throws {
    let initialization = try #require(Initialization(named: state.name))
    var plain = initialization
    plain.scheme = nil
    let layers = try state.network.layers(input: Self.golden.settled.input, classes: 5)
    let arrays = try begun(layers, initialization, input: Self.golden.settled.input)
    let before = try begun(layers, plain, input: Self.golden.settled.input)
    #expect(Set(arrays.keys) == Set(state.arrays.map(\.name)))
    for golden in state.arrays {
      let array = try #require(arrays[golden.name])
      #expect(array.shape == golden.shape, "\(golden.name)")
      if let constant = golden.constant {
        #expect(array.numbers.allSatisfy { $0 == constant }, "\(golden.name)")
      } else {
        let (drawn, factor) = try (#require(before[golden.name]).numbers, #require(golden.factor))
        #expect(agree(array.numbers, drawn.map { factor * $0 }), "\(golden.name)")
      }
    }
  }

  @Test func aBatchScalesWeightsAsThePapersLoopDoes() throws {
    let golden = Self.golden.settled
    let layers = try golden.network.layers(input: golden.input, classes: golden.classes)
    var recording = Recording()
    let network = try Network(
      layers, beginning: PopularInitialization.lsuv.initialization, input: golden.input, into: &recording,
      isSettled: true)
    let settling = try #require(Network.Settling(network, in: recording))
    var workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: golden.rows)
    for parameter in workspace.plan.parameters {
      workspace.set(parameter.value, to: try #require(golden.before[parameter.name]).map { Real($0) })
    }
    let scalings = settling.settle(&workspace, examples: golden.rows) { trial in
      trial.set(network.input, to: golden.batch.map { Real($0) })
    }
    #expect(Set(scalings.map(\.layer)) == Set(golden.scalings.keys))
    for scaling in scalings {
      let golden = try #require(golden.scalings[scaling.layer])
      #expect(scaling.trials == golden.trials, "\(scaling.layer)")
      #expect(relativeError(scaling.factor, golden.factor) < tolerance, "\(scaling.layer)")
    }
    #expect(workspace.plan.parameters.count == golden.after.count)
    for parameter in workspace.plan.parameters {
      let numbers = workspace.rows(of: parameter.value).map { Double($0) }
      #expect(agree(numbers, try #require(golden.after[parameter.name])), "\(parameter.name)")
    }
  }

  /// W Wᵀ, or Wᵀ W.
  private func products(_ matrix: [Double], rows: Int, ofRows: Bool) -> [Double] {
    let columns = matrix.count / rows
    let (count, length) = ofRows ? (rows, columns) : (columns, rows)
    func number(_ vector: Int, _ place: Int) -> Double {
      ofRows ? matrix[vector * columns + place] : matrix[place * columns + vector]
    }
    return (0..<count).flatMap { a in
      (0..<count).map { b in (0..<length).reduce(0) { $0 + number(a, $1) * number(b, $1) } }
    }
  }

  private func agree(_ ours: [Double], _ theirs: [Double]) -> Bool {
    let largest = theirs.map(abs).max() ?? 0
    return ours.count == theirs.count
      && zip(ours, theirs).allSatisfy { abs($0 - $1) <= tolerance * largest }
  }
}
