import Autodiff
import Foundation
import Network
import Numbers
import Randomness

/// Networks of one sort, drawn one after another, with what becomes of several inputs on their way through and of their gradients on
/// the way back.
///
/// Places are the input and, of each hidden layer, what its activation is given, or what a residual module puts out. Gradients are
/// those of Σ v y over the last hidden layer's numbers y, v being a vector of length 1 in a random direction: the same for both inputs of
/// a pair, each its own in a batch.
/// However deep a network is, gradients stay in the range of `Real`: between two places they are multiplied by powers of two. Numbers on
/// the way forwards must stay there by themselves.
public struct PropagationNetwork: ~Copyable {
  /// What each network is given.
  public enum Inputs: Hashable, Sendable {
    /// Two vectors of this mean square and this correlation exactly, in directions that are random otherwise. No layer may tell of
    /// one from the other: batch normalisation does what it does in tests.
    case pair(square: Double, correlation: Double)
    /// So many vectors of independent standard normal numbers, which are one batch to batch normalisation.
    case batch(examples: Int)
  }

  /// What was found at a place.
  public struct Signal: Sendable {
    /// The mean square of the numbers of all inputs.
    public let square: Double
    /// x · x′ / (‖x‖ ‖x′‖), its mean over all pairs of inputs; 1 for those of which one is zero.
    public let correlation: Double
    /// The mean of the squared norms of all inputs' gradients.
    public let gradient: ScaledNumber
    /// How alike two inputs' gradients are, measured like the numbers.
    public let gradientCorrelation: Double
  }

  /// The numbers of one input.
  private let dimension: Int
  private let inputs: Inputs
  private let pullback: Pullback
  private let places: [Value]
  /// Which of them each hidden layer has: an activation behind a residual module is given just what the module puts out.
  private let order: [Int]
  private let stages: [Stage]
  private var workspace: Workspace

  /// How far, in powers of two, gradients may come from 1.
  private static let reach = 20

  /// Records layers that are to begin so, of vectors and up to their last hidden layer.
  ///
  /// - Parameter dimension: The numbers of one input, at least two of a pair.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(
    _ layers: [Layer], beginning initialization: Initialization, dimension: Int, inputs: Inputs
  ) throws {
    let (rows, isBatch) = if case .batch(let examples) = inputs { (examples, true) } else { (2, false) }
    var recording = Recording()
    let pullback = try Pullback(
      layers, beginning: initialization, rows: rows, of: [dimension], into: &recording)
    let network = pullback.network
    let measured = network.measuredLayers.compactMap(\.output)
    var (places, order): ([Value], [Int]) = ([], [])
    for activation in network.activations {
      let place = measured.first { $0.value == activation }?.input ?? activation
      if places.last != place { places.append(place) }
      order.append(places.count - 1)
    }
    let plan = Plan(recording, loss: pullback.loss, keeping: places + [network.output])
    var workspace = Workspace(plan, capacity: rows)
    workspace.rows = rows
    // Noise is drawn, and batches are normalised by themselves, in what is learnt from alone.
    workspace.isTraining = network.layers.contains(where: \.isNoisy) || isBatch
    (self.dimension, self.inputs) = (dimension, inputs)
    (self.pullback, self.places, self.order) = (pullback, places, order)
    stages = plan.stages(endingWith: places)
    self.workspace = workspace
  }

  /// Draws all weights and biases, what layers draw, the inputs and v, and measures: the input first, then hidden layer after hidden
  /// layer.
  public mutating func draw(from key: RandomKey) -> [Signal] {
    var numbers: [Real]
    switch inputs {
    case .pair(let square, let correlation):
      pullback.draw(&workspace, from: key)
      numbers = Self.pair(dimension, square, correlation, key["pair"])
    case .batch(let examples):
      pullback.draw(&workspace, from: key, isAlike: false)
      numbers = [Real](repeating: 0, count: examples * dimension)
      var span = numbers.mutableSpan
      key["batch"].fillNormal(&span, deviation: 1)
    }
    workspace.write(pullback.inputs) { for i in $0.indices { $0[i] = numbers[i] } }
    workspace.forward()
    let values = [numbers] + places.map { workspace.rows(of: $0) }
    let signals = zip(values.map { Moments($0, rows: workspace.rows) }, gradients()).map { values, gradient in
      Signal(
        square: values.square / Double(values.count), correlation: values.correlation,
        gradient: gradient.square, gradientCorrelation: gradient.correlation)
    }
    return [signals[0]] + order.map { signals[$0 + 1] }
  }

  /// The mean squared norms of gradients and their correlations, place by place.
  private mutating func gradients() -> [(square: ScaledNumber, correlation: Double)] {
    var exponent = 0
    var found: [(square: ScaledNumber, correlation: Double)] = []
    func add(_ rows: [Real]) -> Double {
      let moments = Moments(rows, rows: workspace.rows)
      found.append((ScaledNumber(moments.square, exponent: -2 * exponent), moments.correlation))
      return moments.square
    }
    for stage in stages.indices.reversed() {
      workspace.backward(stages[stage])
      guard stage > 0 else { break }
      let square = add(workspace.gradientRows(of: places[stage - 1]))
      guard square > 0, square.isFinite else { continue }
      let level = Int(square.exponent) >> 1
      guard abs(level) > Self.reach else { continue }
      workspace.scaleGradient(of: places[stage - 1], exponent: -level)
      exponent -= level
    }
    _ = add(workspace.readGradient(of: pullback.inputs) { span in span.indices.map { span[$0] } })
    return found.reversed()
  }

  /// Two vectors of one mean square, whose correlation is just this one: in directions that are orthogonal and random otherwise.
  package static func pair(
    _ count: Int, _ square: Double, _ correlation: Double, _ key: RandomKey
  ) -> [Real] {
    precondition(count > 1, "two inputs of any correlation need two numbers each")
    let directions = (0..<2).map { number in
      var numbers = [Real](repeating: 0, count: count)
      var span = numbers.mutableSpan
      key[number].fillUnit(&span)
      return numbers.map(Double.init)
    }
    let share = zip(directions[0], directions[1]).reduce(0) { $0 + $1.0 * $1.1 }
    let rest = (1 - share * share).squareRoot()
    let scale = (square * Double(count)).squareRoot()
    let own = ((1 - correlation) * (1 + correlation)).squareRoot()
    let second = zip(directions[0], directions[1]).map { first, other in
      correlation * first + own * (other - share * first) / rest
    }
    return (directions[0] + second).map { Real(scale * $0) }
  }

  /// The second moments of several rows.
  private struct Moments {
    let count: Int
    /// The mean of the rows' sums of squares.
    let square: Double
    /// The mean over all pairs of rows.
    let correlation: Double

    init(_ numbers: [Real], rows: Int) {
      let count = numbers.count / rows
      func product(_ one: Int, _ other: Int) -> Double {
        var sum = 0.0
        for i in 0..<count { sum += Double(numbers[one * count + i]) * Double(numbers[other * count + i]) }
        return sum
      }
      let squares = (0..<rows).map { product($0, $0) }
      var correlations = 0.0
      for one in 1..<rows {
        for other in 0..<one {
          let scale = (squares[one] * squares[other]).squareRoot()
          correlations += scale > 0 ? product(one, other) / scale : 1
        }
      }
      self.count = count
      square = squares.reduce(0, +) / Double(rows)
      correlation = correlations / Double(rows * (rows - 1) / 2)
    }
  }
}
