import Foundation
import Randomness

/// Units of a layer, drawn by their law: what two inputs give each of so many of them.
///
/// It stands for laws that are not normal, as behind a rectifier to which a residual branch is added. Units come from a lattice
/// that fills the square evenly, and independent ones are put together in an order drawn by a key, so that a sample is the same
/// every time; a mean over it is off by about one in a thousand.
public struct UnitSample: Sendable {
  /// What the first input gives them.
  public private(set) var first: [Double]
  /// What the second one gives them.
  public private(set) var second: [Double]

  /// The number of units, and by how much the second coordinate steps: neighbouring Fibonacci numbers.
  private static let (count, step) = (10_946, 6_765)

  /// Independent pairs of standard normal numbers, by Box and Muller from a lattice.
  private static let standard = UnitSample(
    units: (0..<count).map { index in
      let radius = (-2 * log((Double(index) + 0.5) / Double(count))).squareRoot()
      let angle = 2 * Double.pi * (Double(index * step % count) + 0.5) / Double(count)
      return (radius * cos(angle), radius * sin(angle))
    })

  private init(units: [(Double, Double)]) {
    (first, second) = (units.map(\.0), units.map(\.1))
  }

  /// Units that are normal for both inputs.
  init(_ pair: PairMoments) {
    self = Self.standard
    let (c, scales) = (pair.correlation, (pair.first.squareRoot(), pair.second.squareRoot()))
    let s = ((1 - c) * (1 + c)).squareRoot()
    for i in first.indices {
      second[i] = scales.1 * (c * first[i] + s * second[i])
      first[i] *= scales.0
    }
  }

  /// The units in an order drawn by a key.
  func shuffled(by key: RandomKey) -> UnitSample {
    var copy = self
    for (place, unit) in key.permutation(of: first.count).enumerated() {
      (copy.first[place], copy.second[place]) = (first[Int(unit)], second[Int(unit)])
    }
    return copy
  }

  /// The units with those of the second input in an order drawn by a key, so that the inputs have nothing in common.
  func parted(by key: RandomKey) -> UnitSample {
    var copy = self
    copy.second = shuffled(by: key).first
    return copy
  }

  /// Each unit under a function.
  func mapped(_ function: (Double) -> Double) -> UnitSample {
    var copy = self
    for i in first.indices { (copy.first[i], copy.second[i]) = (function(first[i]), function(second[i])) }
    return copy
  }

  /// The units less a number for either input, times another.
  func standardized(less mean: (Double, Double), times scales: (Double, Double)) -> UnitSample {
    var copy = self
    for i in first.indices {
      (copy.first[i], copy.second[i]) = ((first[i] - mean.0) * scales.0, (second[i] - mean.1) * scales.1)
    }
    return copy
  }

  /// Each unit with that of its place in another sample.
  func combined(_ other: UnitSample, _ combine: (Double, Double) -> Double) -> UnitSample {
    var copy = self
    for i in first.indices {
      copy.first[i] = combine(first[i], other.first[i])
      copy.second[i] = combine(second[i], other.second[i])
    }
    return copy
  }

  /// The means over the units.
  var means: (first: Double, second: Double) {
    (first.reduce(0, +) / Double(first.count), second.reduce(0, +) / Double(first.count))
  }

  /// The second moments over the units.
  var moments: PairMoments {
    var (a, b, c) = (0.0, 0.0, 0.0)
    for (u, v) in zip(first, second) {
      a += u * u
      b += v * v
      c += u * v
    }
    let count = Double(first.count)
    return PairMoments(first: a / count, second: b / count, product: c / count)
  }
}
