import Foundation

/// A seeded SplitMix64 generator with normal draws, so that every run of the tests sees the same nets.
struct Draws {
  private var state: UInt64
  private var spare: Double?

  init(seed: UInt64) { state = seed }

  /// Uniform on (0, 1].
  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return (Double(z >> 11) + 1) * 0x1p-53
  }

  /// Standard normal, by Box and Muller.
  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let radius = (-2 * log(uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  mutating func unitVector(_ count: Int) -> [Double] {
    let vector = (0..<count).map { _ in normal() }
    let norm = squaredNorm(vector).squareRoot()
    return vector.map { $0 / norm }
  }

  /// relu(W x + b) with W drawn entry by entry: the slow, obvious way.
  mutating func layer(_ input: [Double], width: Int, weight: Double, bias: Double = 0) -> [Double] {
    (0..<width).map { _ in
      var sum = bias > 0 ? bias.squareRoot() * normal() : 0
      let deviation = weight.squareRoot()
      for value in input { sum += deviation * normal() * value }
      return max(sum, 0)
    }
  }
}

func squaredNorm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 } }

/// A sample's mean with its standard error.
struct Sample {
  private(set) var count = 0
  private var total = 0.0
  private var square = 0.0

  mutating func add(_ value: Double) {
    count += 1
    total += value
    square += value * value
  }

  var mean: Double { total / Double(count) }
  var variance: Double { max(0, square / Double(count) - mean * mean) }
  var standardError: Double { (variance / Double(count)).squareRoot() }

  /// How many standard errors the sample's mean lies from `expected`.
  func z(_ expected: Double) -> Double { (mean - expected) / standardError }
}

func relativeError(_ value: Double, _ expected: Double) -> Double { abs(value - expected) / abs(expected) }
