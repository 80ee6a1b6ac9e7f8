import Foundation

/// The moments of a function φ of two normal numbers u and v, and of its slopes there.
public struct PairImage: Hashable, Sendable {
  /// E[φ(u)] and E[φ(v)].
  public let means: PairNumbers
  /// E[φ(u)²], E[φ(v)²] and E[φ(u) φ(v)].
  public let moments: PairMoments
  /// E[φ′(u)²], E[φ′(v)²] and E[φ′(u) φ′(v)].
  public let slopes: PairMoments
}

extension PairImage {
  /// The image under a rectifier φ(x) = x for x > 0, else a x.
  ///
  /// φ(x) = (1 + a)/2 x + (1 − a)/2 |x|, and E|u v| = 2/π √(q r) (√(1 − c²) + c arcsin c), from which all follows.
  /// Source: Cho & Saul 2009, *Kernel Methods for Deep Learning*, the arc-cosine kernels of orders 0 and 1; with a leak ours.
  init(of pair: PairMoments, under rectifier: Rectifier) {
    let (odd, even) = ((1 + rectifier.slope) / 2, (1 - rectifier.slope) / 2)
    let c = pair.correlation
    let (angle, scale) = (asin(c), (pair.first * pair.second).squareRoot())
    let absolute = 2 / Double.pi * scale * (((1 - c) * (1 + c)).squareRoot() + c * angle)
    let kept = rectifier.keptSquare
    func mean(_ square: Double) -> Double { even * (2 / Double.pi * square).squareRoot() }
    self.init(
      means: PairNumbers(first: mean(pair.first), second: mean(pair.second)),
      moments: PairMoments(
        first: kept * pair.first, second: kept * pair.second,
        product: odd * odd * pair.product + even * even * absolute),
      slopes: PairMoments(
        first: kept, second: kept, product: odd * odd + even * even * 2 / Double.pi * angle))
  }

  /// The image under the error function.
  ///
  /// Source: Williams 1997, *Computing with Infinite Networks*, equation 11; the slopes are integrals of normal densities.
  init(ofErrorFunctionOf pair: PairMoments) {
    let (first, second, product) = (1 + 2 * pair.first, 1 + 2 * pair.second, 2 * pair.product)
    func value(_ product: Double, _ one: Double, _ other: Double) -> Double {
      2 / Double.pi * asin(max(-1, min(1, product / (one * other).squareRoot())))
    }
    func slope(_ product: Double, _ one: Double, _ other: Double) -> Double {
      4 / Double.pi / (one * other - product * product).squareRoot()
    }
    self.init(
      means: .zero,
      moments: PairMoments(
        first: value(first - 1, first, first), second: value(second - 1, second, second),
        product: value(product, first, second)),
      slopes: PairMoments(
        first: slope(first - 1, first, first), second: slope(second - 1, second, second),
        product: slope(product, first, second)))
  }
}
