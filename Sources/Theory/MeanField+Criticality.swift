import Foundation

// The line on which gradients are kept, χ_1 μ_2 = 1; without noise the critical line.
//
// On it q* tells both: σ_w² = 1 / (μ_2 E[φ′²]) and σ_b² = q* − E[φ²] / E[φ′²].

extension MeanField {
  /// The layer on the critical line that has biases of a variance; nil where there is none.
  ///
  /// Where there are several it is the one of the least q*.
  public static func critical(
    _ activation: Nonlinearity, biases: Double, noise: Double = 1
  ) -> MeanField? {
    if activation.rectifier != nil || biases == 0, let start = lineStart(activation, noise: noise) {
      return biases == 0 ? start : nil
    }
    func excess(_ q: Double) -> Double { point(activation, at: q, noise).biases - biases }
    for (low, high) in zip(squares, squares.dropFirst()) where (excess(low) < 0) != (excess(high) < 0) {
      let isBelow = excess(low) < 0
      let q = root(from: low, to: high) { (excess($0) < 0) == isBelow }
      let weights = point(activation, at: q, noise).weights
      if let layer = MeanField(activation, weights: weights, biases: biases, noise: noise).kept(near: q) {
        return layer
      }
    }
    return nil
  }

  /// The layer on the critical line that is nearest to this one in the plane of σ_w² and σ_b²; nil where there is no such line.
  public var nearestCritical: MeanField? {
    let start = Self.critical(activation, biases: 0, noise: noise)
    if activation.rectifier != nil { return start }
    // Where a small difference from q* would grow, or hardly shrink, q comes elsewhere.
    func gap(_ q: Double) -> Double {
      let point = Self.point(activation, at: q, noise)
      return point.biases < 0 || point.growth > 0.999
        ? .infinity : distance(to: point.weights, point.biases)
    }
    let grid = Self.squares
    let distances = grid.map(gap)
    let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
    let q = Self.least(
      from: grid[max(0, nearest - 1)], to: grid[min(grid.count - 1, nearest + 1)], of: gap)
    guard gap(q).isFinite else { return start }
    let point = Self.point(activation, at: q, noise)
    let found = MeanField(activation, weights: point.weights, biases: point.biases, noise: noise)
    return [start, found.kept(near: q)].compactMap(\.self)
      .min { distance(to: $0.weights, $0.biases) < distance(to: $1.weights, $1.biases) }
  }

  private func distance(to weights: Double, _ biases: Double) -> Double {
    hypot(weights - self.weights, biases - self.biases)
  }

  /// Where the line has no biases: of a rectifier all of it, else the limit q* = 0 where φ(0) = 0.
  private static func lineStart(_ activation: Nonlinearity, noise: Double) -> MeanField? {
    if let rectifier = activation.rectifier {
      return MeanField(activation, weights: rectifier.keepingGain / noise, biases: 0, noise: noise)
    }
    let origin = NormalMoments(activation, square: 0)
    guard origin.mean == 0, origin.slopeSquare > 0 else { return nil }
    let layer = MeanField(activation, weights: 1 / (noise * origin.slopeSquare), biases: 0, noise: noise)
    return layer.square == .zero ? layer : nil
  }

  /// σ_w² and σ_b² of the critical line where q* is a number, and how a small difference from q* grows a layer there.
  private static func point(
    _ activation: Nonlinearity, at q: Double, _ noise: Double
  ) -> (weights: Double, biases: Double, growth: Double) {
    let moments = NormalMoments(activation, square: q)
    return (
      1 / (noise * moments.slopeSquare), q - moments.square / moments.slopeSquare,
      moments.squareGrowth / moments.slopeSquare
    )
  }

  /// The numbers q* at which the line is looked for.
  private static let squares = (-80...80).map { pow(2, Double($0) / 4) }

  /// Itself where q comes to a number indeed.
  private func kept(near q: Double) -> MeanField? {
    if case .at(let fixed) = square, abs(fixed / q - 1) < 1e-3 { self } else { nil }
  }

  /// Where, between two positive numbers, a function is least that falls and then rises, by the golden section.
  private static func least(from start: Double, to end: Double, of function: (Double) -> Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (log(start), log(end))
    for _ in 0..<60 {
      let (one, other) = (high - ratio * (high - low), low + ratio * (high - low))
      if function(exp(one)) < function(exp(other)) { high = other } else { low = one }
    }
    return exp((low + high) / 2)
  }
}
