import Autodiff
import Forms
import Foundation
import Jacobians
import Network
import Randomness

extension PropagationTrial {
  /// Sees that the inputs are some and that the network can be built.
  ///
  /// - Throws: `FieldError`, `ArchitectureError`, `ShapeError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    try checkInput()
    try demand().check()
    var recording = Recording()
    _ = try Network(try layers, beginning: initialization, input: [dimension], into: &recording)
  }

  /// Draws the networks one after another and measures each; no state is kept.
  ///
  /// - Throws: What `check` throws, `CancellationError`.
  public func run(on _: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try check()
    let (dimension, square, correlation) = pair
    var network = try PairNetwork(try layers, beginning: initialization, inputs: dimension)
    var places: [Sums] = []
    let key = RandomKey(seed: seed)["network"]
    for number in 0..<networks {
      try Task.checkCancellation()
      let signals = network.draw(from: key[number], square: square, correlation: correlation)
      if number == 0 { places = signals.map { _ in Sums() } }
      for (place, signal) in signals.enumerated() { places[place].add(signal) }
    }
    return Outcome(places: places.map(\.place))
  }

  private func checkInput() throws(FieldError) {
    let (dimension, square, correlation) = pair
    func require(_ field: String, _ holds: Bool, _ expected: String, _ found: Any) throws(FieldError) {
      if !holds { throw FieldError(["input", "pair", field], expected: expected, found: "\(found)") }
    }
    try require(
      "dimension", dimension > 1, "at least 2, since a pair of any correlation needs two", dimension)
    try require("square", square > 0, "more than 0", square)
    try require("correlation", abs(correlation) <= 1, "a number from −1 to 1", correlation)
  }

  /// What was found at a place so far.
  private struct Sums {
    private var square = LengthSummary()
    private var gradient = LengthSummary()
    private var correlations: [Double] = []
    private var gradientCorrelations: [Double] = []

    mutating func add(_ signal: PairNetwork.Signal) {
      square.add(signal.square)
      gradient.add(signal.gradient)
      correlations.append(signal.correlation)
      gradientCorrelations.append(signal.gradientCorrelation)
    }

    var place: Outcome.Place {
      Outcome.Place(
        square: square, correlation: NumberSummary(correlations), gradient: gradient,
        gradientCorrelation: NumberSummary(gradientCorrelations))
    }
  }
}
