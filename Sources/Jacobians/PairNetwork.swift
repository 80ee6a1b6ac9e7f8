import Autodiff
import Foundation
import Network
import Numbers
import Randomness

/// Networks of one sort, drawn one after another, with what becomes of two inputs on their way through and of their gradients on
/// the way back.
///
/// Places are the input and, of each hidden layer, what its activation is given, or what a residual module puts out. Gradients are
/// those of Σ v y over the last hidden layer's numbers y, v being a vector of length 1 in a random direction, the same for both inputs.
/// However deep a network is, gradients stay in the range of `Real`: between two places they are multiplied by powers of two. Numbers on
/// the way forwards must stay there by themselves.
public struct PairNetwork: ~Copyable {
  /// What was found at a place.
  public struct Signal: Sendable {
    /// The mean square of the numbers of both inputs.
    public let square: Double
    /// x · x′ / (‖x‖ ‖x′‖); 1 where both are zero.
    public let correlation: Double
    /// The mean of the squared norms of both inputs' gradients.
    public let gradient: ScaledNumber
    /// How alike both inputs' gradients are, measured like the numbers.
    public let gradientCorrelation: Double
  }

  /// The numbers of one input.
  private let inputs: Int
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
  /// - Parameter inputs: The numbers of one input, at least two.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(_ layers: [Layer], beginning initialization: Initialization, inputs: Int) throws {
    precondition(inputs > 1, "two inputs of any correlation need two numbers each")
    var recording = Recording()
    let pullback = try Pullback(
      layers, beginning: initialization, rows: 2, of: [inputs], into: &recording)
    let network = pullback.network
    let measured = network.measuredLayers.compactMap(\.output)
    var (places, order): ([Value], [Int]) = ([], [])
    for activation in network.activations {
      let place = measured.first { $0.value == activation }?.input ?? activation
      if places.last != place { places.append(place) }
      order.append(places.count - 1)
    }
    let plan = Plan(recording, loss: pullback.loss, keeping: places + [network.output])
    var workspace = Workspace(plan, capacity: 2)
    workspace.rows = 2
    // Noise is drawn in what is learnt from alone; elsewhere no layer may tell of one input from the other.
    workspace.isTraining = network.layers.contains(where: \.isNoisy)
    (self.inputs, self.pullback, self.places, self.order) = (inputs, pullback, places, order)
    stages = plan.stages(endingWith: places)
    self.workspace = workspace
  }

  /// Draws all weights and biases, what layers draw, two inputs and the direction v, and measures: the input first, then hidden layer
  /// after hidden layer.
  ///
  /// - Parameters:
  ///   - square: The mean square of either input's numbers.
  ///   - correlation: That of the two inputs.
  public mutating func draw(
    from key: RandomKey, square: Double, correlation: Double
  ) -> [Signal] {
    pullback.draw(&workspace, from: key)
    let numbers = Self.pair(inputs, square, correlation, key["pair"])
    workspace.write(pullback.inputs) { for i in $0.indices { $0[i] = numbers[i] } }
    workspace.forward()
    let values = [numbers] + places.map { workspace.rows(of: $0) }
    let signals = zip(values.map(Moments.init), gradients()).map { values, gradient in
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
      let moments = Moments(rows)
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

  /// The second moments of two rows.
  private struct Moments {
    let count: Int
    /// The mean of both sums of squares.
    let square: Double
    let correlation: Double

    init(_ rows: [Real]) {
      count = rows.count / 2
      var (first, second, product) = (0.0, 0.0, 0.0)
      for i in 0..<count {
        let (x, y) = (Double(rows[i]), Double(rows[count + i]))
        first += x * x
        second += y * y
        product += x * y
      }
      square = (first + second) / 2
      let scale = (first * second).squareRoot()
      correlation = scale > 0 ? product / scale : 1
    }
  }
}
