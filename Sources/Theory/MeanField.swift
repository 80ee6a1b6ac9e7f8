import Foundation

/// A layer of great width that is met again and again, z ← W φ(z) f + b with weights and biases of mean 0 and with noise f, as two
/// inputs see it: the mean square q = E[z²] that is kept, how gradients grow, and how alike inputs stay.
///
/// Source: Poole et al. 2016, *Exponential Expressivity in Deep Neural Networks Through Transient Chaos*; Schoenholz et al. 2017,
/// *Deep Information Propagation*, with dropout; Pretorius et al. 2018, *Critical Initialisation for Deep Signal Propagation in
/// Noisy Rectifier Neural Networks*.
public struct MeanField: Sendable {
  /// φ.
  public let activation: Nonlinearity
  /// σ_w² = fan-in · E[w²].
  public let weights: Double
  /// σ_b² = E[b²].
  public let biases: Double
  /// The second moment μ_2 of the noise's factors, whose mean is 1: 1 without noise, 1 / (1 − p) for dropout of a share p.
  public let noise: Double
  /// What becomes of q through many layers, from 1 at first.
  public let square: FixedSquare

  /// What becomes of the mean square through many layers.
  public enum FixedSquare: Hashable, Sendable {
    /// It comes to this number q* > 0.
    case at(Double)
    /// It falls to 0.
    case zero
    /// Whatever it is, it stays.
    case any
    /// It grows without bound.
    case infinite
  }

  /// The layer; what becomes of the mean square is found by bisection.
  public init(_ activation: Nonlinearity, weights: Double, biases: Double, noise: Double = 1) {
    precondition(
      weights >= 0 && biases >= 0 && noise >= 1,
      "σ_w² and σ_b² are not negative, and noise has no second moment below 1")
    (self.activation, self.weights, self.biases, self.noise) = (activation, weights, biases, noise)
    square =
      activation.rectifier.map { Self.square(of: $0, weights * noise, biases) }
      ?? Self.square { weights * noise * NormalMoments(activation, square: $0).square + biases }
  }

  /// Of a rectifier the mean square behind a layer is a multiple of that before it, and the biases.
  private static func square(of rectifier: Rectifier, _ gain: Double, _ biases: Double) -> FixedSquare {
    let growth = gain * rectifier.keptSquare
    if abs(growth - 1) < 1e-12 { return biases == 0 ? .any : .infinite }
    if growth > 1 { return .infinite }
    return biases == 0 ? .zero : .at(biases / (1 - growth))
  }

  /// Follows a map from 1 to where it first stays, by steps and then by bisection.
  private static func square(after map: (Double) -> Double) -> FixedSquare {
    let isRising = map(1) > 1
    func goesOn(_ q: Double) -> Bool { isRising ? map(q) > q : map(q) <= q }
    let step = pow(2, isRising ? 0.25 : -0.25)
    var (before, after) = (1.0, step)
    while goesOn(after) {
      (before, after) = (after, after * step)
      if after > largest { return .infinite }
      if after < 1 / largest { return .zero }
    }
    return .at(root(from: before, to: after, where: goesOn))
  }

  /// Where, between two positive numbers, a condition ends to hold that holds at the first.
  static func root(from start: Double, to end: Double, where holds: (Double) -> Bool) -> Double {
    var (inside, outside) = (start, end)
    for _ in 0..<60 {
      let middle = (inside * outside).squareRoot()
      if holds(middle) { inside = middle } else { outside = middle }
    }
    return (inside * outside).squareRoot()
  }

  /// What counts as without bound.
  static let largest = 0x1p40

  /// A mean square at which slopes are told: q* where there is one.
  var slopeSquare: Double {
    switch square {
    case .at(let q): q
    case .zero: 0
    case .any: 1
    case .infinite: Self.largest
    }
  }

  /// χ_1 = σ_w² E[φ′(√q z)²]: by how much a small difference of two inputs grows a layer, squared.
  public var chi: Double { weights * NormalMoments(activation, square: slopeSquare).slopeSquare }

  /// By how much the mean squared gradient grows a layer on its way back, χ_1 μ_2.
  public var gradientGrowth: Double { chi * noise }

  /// The depth scale ξ_q on which q comes to q*, |q − q*| ∝ e^(−l / ξ_q); infinite where it stays as it is, nil where it comes to no
  /// number.
  public var squareDepth: Double? {
    if case .infinite = square { return nil }
    return Self.depth(
      of: weights * noise * NormalMoments(activation, square: slopeSquare).squareGrowth)
  }

  /// −1 / ln of a factor a layer.
  static func depth(of factor: Double) -> Double {
    let factor = abs(factor)
    return abs(factor - 1) < tolerance ? .infinity : -1 / log(factor)
  }

  /// How near to 1 a factor counts as 1.
  static let tolerance = 1e-9
}
