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
    switch input {
    case .pair(_, let square, let correlation):
      return try measure(.pair(square: square, correlation: correlation))
    case .batch(_, let examples): return try measure(.batch(examples: examples))
    case .line(let points, let start, let end): return try runLine(points, from: start, to: end)
    }
  }

  /// What is found at each place.
  private func measure(_ inputs: PropagationNetwork.Inputs) throws -> Outcome {
    var network = try PropagationNetwork(
      try layers, beginning: initialization, dimension: dimension, inputs: inputs)
    var places: [Sums] = []
    let key = RandomKey(seed: seed)["network"]
    for number in 0..<networks {
      try Task.checkCancellation()
      let signals = network.draw(from: key[number])
      if number == 0 { places = signals.map { _ in Sums() } }
      for (place, signal) in signals.enumerated() { places[place].add(signal) }
    }
    return Outcome(places: places.map(\.place))
  }

  /// The same with one number after another as the input.
  private func runLine(_ count: Int, from start: Double, to end: Double) throws -> Outcome {
    let step = (end - start) / Double(count - 1)
    var network = try LineNetwork(
      try layers, beginning: initialization, points: (0..<count).map { start + Double($0) * step })
    let (key, lags) = (RandomKey(seed: seed)["network"], lags)
    var found: [[Double]] = lags.map { _ in [] }
    for number in 0..<networks {
      try Task.checkCancellation()
      for (place, number) in Self.autocorrelations(network.slopes(from: key[number]), lags).enumerated() {
        found[place].append(number)
      }
    }
    return Outcome(
      places: [],
      lags: zip(lags, found).map { Outcome.Lag(points: $0, correlation: NumberSummary($1)) })
  }

  /// Σ (g_i − ḡ)(g_{i+k} − ḡ) / Σ (g_i − ḡ)² for each lag k; not a number where all are the same.
  private static func autocorrelations(_ numbers: [Double], _ lags: [Int]) -> [Double] {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let rests = numbers.map { $0 - mean }
    let square = rests.reduce(0) { $0 + $1 * $1 }
    return lags.map { lag in zip(rests, rests.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } / square }
  }

  private func checkInput() throws(FieldError) {
    let name =
      switch input {
      case .pair: "pair"
      case .batch: "batch"
      case .line: "line"
      }
    func require(_ field: String, _ holds: Bool, _ expected: String, _ found: Any) throws(FieldError) {
      if !holds { throw FieldError(["input", name, field], expected: expected, found: "\(found)") }
    }
    switch input {
    case .pair(let dimension, let square, let correlation):
      try require(
        "dimension", dimension > 1, "at least 2, since a pair of any correlation needs two", dimension)
      try require("square", square > 0, "more than 0", square)
      try require("correlation", abs(correlation) <= 1, "a number from −1 to 1", correlation)
    case .batch(let dimension, let examples):
      try require("dimension", dimension > 0, "at least 1", dimension)
      try require("examples", examples > 1, "at least 2", examples)
    case .line(let points, let start, let end):
      try require("points", points >= 4, "at least 4", points)
      try require("to", start < end, "more than \(start)", end)
    }
  }

  /// What was found at a place so far.
  private struct Sums {
    private var square = LengthSummary()
    private var gradient = LengthSummary()
    private var correlations: [Double] = []
    private var gradientCorrelations: [Double] = []

    mutating func add(_ signal: PropagationNetwork.Signal) {
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
