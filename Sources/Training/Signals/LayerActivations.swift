import Autodiff
import Network
import Numbers

/// What a layer puts out for a batch of examples, and what is measured of it.
struct LayerActivations {
  /// Example after example.
  private let numbers: [Real]
  /// The slope of the activation at each of them; empty where there is none.
  private let slopes: [Real]
  /// What slopes are less than where the activation is flat.
  private let flat: Real
  private let examples: Int
  private let units: Int

  /// What a layer has put out in a workspace.
  init(_ output: Network.MeasuredLayer.Output, in workspace: borrowing Workspace) {
    numbers = workspace.rows(of: output.value)
    examples = workspace.rows
    units = output.units
    guard let function = output.function else {
      (slopes, flat) = ([], 0)
      return
    }
    let told = function.slopeSource == .input ? workspace.rows(of: output.input) : numbers
    slopes = told.map { function.slope(from: $0) }
    flat = Real(Signal.flatness) * function.greatestSlope
  }

  /// The signals; those that are not a number are left out, all of them where activations are none.
  var signals: [Signal: Double] {
    let count = Double(numbers.count)
    let mean = numbers.reduce(0.0) { $0 + Double($1) } / count
    guard !mean.isNaN else { return [:] }
    let squares = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    var signals: [Signal: Double] = [
      .mean: mean, .variance: squares / count,
      .length: numbers.reduce(0.0) { $0 + Double($1) * Double($1) } / count,
    ]
    signals[.correlation] = correlation
    if !slopes.isEmpty {
      signals[.dead] = deadShare
      signals[.saturated] = Double(slopes.count { abs($0) < flat }) / count
    }
    return signals.filter { !$0.value.isNaN }
  }

  /// The mean cosine of neighbouring examples; nil where no two neighbours have one.
  private var correlation: Double? {
    let size = numbers.count / examples
    func product(_ one: Int, _ other: Int) -> Double {
      (0..<size).reduce(0.0) { sum, i in
        sum + Double(numbers[one * size + i]) * Double(numbers[other * size + i])
      }
    }
    let squares = (0..<examples).map { product($0, $0) }
    let cosines = (1..<max(examples, 1)).compactMap { example -> Double? in
      let norms = squares[example - 1].squareRoot() * squares[example].squareRoot()
      return norms > 0 ? product(example - 1, example) / norms : nil
    }
    guard !cosines.isEmpty else { return nil }
    // Rounding must not lead beyond what a cosine can be.
    let mean = cosines.reduce(0, +) / Double(cosines.count)
    return mean.isNaN ? nil : min(max(mean, -1), 1)
  }

  private var deadShare: Double {
    let (size, places) = (numbers.count / examples, numbers.count / examples / units)
    var isDead = [Bool](repeating: true, count: units)
    for (place, slope) in slopes.enumerated() where slope != 0 { isDead[place % size / places] = false }
    return Double(isDead.count { $0 }) / Double(units)
  }
}

extension ActivationFunction {
  /// The greatest size of the slope, sought in steps of 1/16 from −8 to 8.
  fileprivate var greatestSlope: Real {
    (-128...128).reduce(0) { greatest, place in
      let x = Real(place) / 16
      return max(greatest, abs(slope(from: slopeSource == .input ? x : value(x))))
    }
  }
}
