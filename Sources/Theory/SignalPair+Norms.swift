import Foundation

// Normalisations, pooling and residual modules as changes of the pair.

extension SignalPair {
  /// All numbers of an example, or of many of its channels, less their mean and in standard deviations, times a gain.
  ///
  /// - Parameters:
  ///   - isCentred: Whether the mean is taken away; of RMS normalisation it is not.
  ///   - epsilon: What is added to variances.
  public mutating func normalize(gain: Double, isCentred: Bool, epsilon: Double) -> BackwardFactor {
    let all = 1 / Double(count)
    let mean =
      isCentred
      ? (means.reduce(0) { $0 + $1.first } * all, means.reduce(0) { $0 + $1.second } * all) : (0, 0)
    let squares = moments
    let scales = (
      gain / (squares.first - mean.0 * mean.0 + epsilon).squareRoot(),
      gain / (squares.second - mean.1 * mean.1 + epsilon).squareRoot()
    )
    let factors = PairMoments(
      first: scales.0 * scales.0, second: scales.1 * scales.1, product: scales.0 * scales.1)
    kernels = kernels.enumerated().map { place, kernel in
      let (one, other) = (means[place / count], means[place % count])
      return factors
        * PairMoments(
          first: kernel.first - mean.0 * (one.first + other.first - mean.0),
          second: kernel.second - mean.1 * (one.second + other.second - mean.1),
          product: kernel.product - mean.1 * one.first - mean.0 * (other.second - mean.1))
    }
    tangents = tangents.map { factors * $0 }
    means = means.map { (($0.first - mean.0) * scales.0, ($0.second - mean.1) * scales.1) }
    if case .sampled(let units) = law {
      law = .sampled(units.mapped { $0.standardized(less: mean, times: scales) })
    }
    return BackwardFactor(factors.first)
  }

  /// Each unit less its mean over a large batch, in standard deviations, times a gain, where any two examples of the batch are
  /// to each other what the two inputs are.
  ///
  /// What all examples have in common is lost.
  /// Source: Yang et al. 2019, *A Mean Field Theory of Batch Normalization*.
  ///
  /// - Parameter epsilon: What is added to variances.
  /// - Throws: `TheoryGap` where pixels are told apart.
  public mutating func normalizeBatch(gain: Double, epsilon: Double) throws(TheoryGap) -> BackwardFactor {
    if pixels != nil { throw TheoryGap("", "batch normalisation over pixels that are told apart") }
    let kernel = kernels[0]
    let variance = (kernel.first + kernel.second) / 2 - kernel.product
    let factor = gain * gain / (variance + epsilon)
    let (mean, scale) = ((means[0].first + means[0].second) / 2, factor.squareRoot())
    kernels = [PairMoments(square: factor * variance, correlation: 0)]
    tangents[0] = factor * tangents[0]
    means = [(0, 0)]
    // Of units that are not normal each has a mean and a deviation of its own; the law of all is near that of their sum.
    if case .sampled(let units) = law {
      law = .sampled(units.parted.mapped { $0.standardized(less: (mean, mean), times: (scale, scale)) })
    }
    return BackwardFactor(factor)
  }

  /// The mean over windows of pixels, or over all where there is no window.
  public mutating func average(_ window: PixelWindow?) {
    guard let grid = pixels else { return }
    guard let window else {
      let all = 1 / Double(kernels.count)
      let none = PairMoments(first: 0, second: 0, product: 0)
      return collapse(all * kernels.reduce(none, +), all * tangents.reduce(none, +))
    }
    (kernels, pixels) = (window.pooled(kernels, over: grid), window.grid(after: grid))
    tangents = window.pooled(tangents, over: grid)
    means = window.places(over: grid).map { places in
      let own = places.compactMap { $0 }.map { means[$0] }
      let all = Double(own.count)
      return (own.reduce(0) { $0 + $1.first } / all, own.reduce(0) { $0 + $1.second } / all)
    }
    if pixels?.count == 1 { pixels = nil }
  }

  /// A shortcut and a scaled branch together, whose units are independent given what both are given, since a product with
  /// weights of mean 0 lies in the branch.
  public mutating func add(_ branch: SignalPair, scaledBy scale: Double) {
    var branch = branch
    _ = branch.scale(by: scale)
    for place in kernels.indices {
      let (p, q) = (place / count, place % count)
      let (own, other) = ((means[p], means[q]), (branch.means[p], branch.means[q]))
      kernels[place] =
        kernels[place] + branch.kernels[place]
        + PairMoments(
          first: own.0.first * other.1.first + own.1.first * other.0.first,
          second: own.0.second * other.1.second + own.1.second * other.0.second,
          product: own.0.first * other.1.second + own.1.second * other.0.first)
      tangents[place] = tangents[place] + branch.tangents[place]
    }
    let isNothing = branch.kernels.allSatisfy { $0.first == 0 && $0.second == 0 }
    if !isNothing { addLaw(of: branch) }
    means = zip(means, branch.means).map { ($0.first + $1.first, $0.second + $1.second) }
  }

  private mutating func addLaw(of branch: SignalPair) {
    switch (law, branch.law) {
    case (.normal, .normal): return
    case (.unknown, _): return
    case (_, .unknown): law = branch.law
    case (_, _):
      guard let own = unitLaw(before: branch), let other = branch.unitLaw else {
        law = .unknown("of pixels behind a module that ends in an activation")
        return
      }
      law = .sampled(own.combined(other, +))
    }
  }

  /// How a sample of the units was drawn before a branch was added to their moments.
  private func unitLaw(before branch: SignalPair) -> UnitLaw? {
    guard case .normal = law, count == 1 else { return unitLaw }
    let (own, other) = (means[0], branch.means[0])
    let kernel =
      kernels[0] + -1 * branch.kernels[0]
      + -2
      * PairMoments(
        first: own.first * other.first, second: own.second * other.second,
        product: (own.first * other.second + own.second * other.first) / 2)
    return .normal(kernel)
  }
}
