import Foundation

// How alike two inputs of mean square q* are, c = E[z z′] / q*, and become.

extension MeanField {
  /// What becomes of differences and gradients where there is no noise.
  public enum Phase: String, CaseIterable, Hashable, Sendable {
    /// χ_1 < 1: inputs become alike, and gradients vanish.
    case ordered
    /// χ_1 = 1: differences and gradients are kept.
    case critical
    /// χ_1 > 1: inputs become unalike where an activation bends both ways, and gradients explode.
    case chaotic
  }

  /// The phase; nil with noise, which tells even equal inputs apart so that there is no critical point.
  public var phase: Phase? {
    if noise > 1 { return nil }
    let chi = chi
    return abs(chi - 1) < Self.tolerance ? .critical : chi < 1 ? .ordered : .chaotic
  }

  /// The correlation behind a layer, and χ at it, its derivative by that before, σ_w² E[φ′(z) φ′(z′)]; nil where q comes to no
  /// number but 0.
  public func correlation(after correlation: Double) -> (correlation: Double, chi: Double)? {
    let q: Double
    switch square {
    case .at(let fixed): q = fixed
    case .any: q = 1
    case .zero, .infinite: return nil
    }
    let image = activation.image(of: PairMoments(square: q, correlation: correlation))
    return ((weights * image.moments.product + biases) / q, weights * image.slopes.product)
  }

  /// c*, the correlation to which inputs come that are not quite equal; nil where q comes to no number but 0.
  ///
  /// The map of correlations has no negative coefficient as a power series and is convex from 0 to 1, so that Newton's iteration
  /// rises from 0 to the least fixed point, which is the stable one.
  public var fixedCorrelation: Double? {
    if let phase, phase != .chaotic { return correlation(after: 1).map { _ in 1 } }
    var c = 0.0
    for _ in 0..<100 {
      guard let (next, chi) = correlation(after: c) else { return nil }
      let step = (next - c) / (1 - chi)
      guard chi < 1, step > 1e-15 else { break }
      c = min(1, c + step)
    }
    return c
  }

  /// The depth scale ξ_c = −1 / ln χ at c*, on which correlations come to c*; infinite where they do so slower than by any factor a
  /// layer, nil where there is no c*.
  public var correlationDepth: Double? {
    fixedCorrelation.flatMap { correlation(after: $0) }.map { Self.depth(of: $0.chi) }
  }
}
