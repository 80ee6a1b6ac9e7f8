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

  /// Uniform, of mean 0 and variance 1.
  mutating func centred() -> Double { (3.0).squareRoot() * (2 * uniform() - 1) }

  /// Normal, drawn again beyond two standard deviations.
  mutating func truncated() -> Double {
    while true {
      let value = normal()
      if abs(value) <= 2 { return value }
    }
  }

  /// φ(W x + b) with W drawn entry by entry, the slow, obvious way: ReLU and normal numbers unless said
  /// otherwise.
  mutating func layer(
    _ input: [Double], width: Int, weight: Double, bias: Double = 0, slope: Double = 0,
    by number: (inout Draws) -> Double = { $0.normal() }
  ) -> [Double] {
    (0..<width).map { _ in
      var sum = bias > 0 ? bias.squareRoot() * number(&self) : 0
      let deviation = weight.squareRoot()
      for value in input { sum += deviation * number(&self) * value }
      return max(sum, slope * sum)
    }
  }

  /// O x, where O has orthonormal rows, or columns where those are fewer, by Gram and Schmidt on normal
  /// numbers.
  mutating func orthonormal(_ input: [Double], width: Int) -> [Double] {
    let size = max(width, input.count)
    var basis: [[Double]] = []
    for _ in 0..<min(width, input.count) {
      var vector = (0..<size).map { _ in normal() }
      for other in basis {
        let product = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
        for i in vector.indices { vector[i] -= product * other[i] }
      }
      let norm = squaredNorm(vector).squareRoot()
      basis.append(vector.map { $0 / norm })
    }
    if width <= input.count { return basis.map { zip($0, input).reduce(0) { $0 + $1.0 * $1.1 } } }
    return (0..<width).map { row in zip(basis, input).reduce(0) { $0 + $1.0[row] * $1.1 } }
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
