// Normalisations, pooling and residual modules as changes of the pair.

extension SignalPair {
  /// All numbers of an example, or of many of its channels, less their mean and in standard deviations, times a gain.
  ///
  /// - Parameters:
  ///   - isCentred: Whether the mean is taken away; of RMS normalisation it is not.
  ///   - epsilon: What is added to variances.
  public mutating func normalize(gain: Double, isCentred: Bool, epsilon: Double) -> BackwardFactor {
    let mean = isCentred ? means.mean : .zero
    let variances = moments - mean * mean
    let scales = PairNumbers(first: variances.first, second: variances.second).mapped {
      gain / ($0 + epsilon).squareRoot()
    }
    let factors = scales * scales
    kernels = kernels.enumerated().map { place, kernel in
      factors * (kernel - means[place / count] * mean - mean * means[place % count] + mean * mean)
    }
    tangents = tangents.map { factors * $0 }
    means = means.map {
      PairNumbers(
        first: ($0.first - mean.first) * scales.first, second: ($0.second - mean.second) * scales.second)
    }
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
    let mean = PairNumbers(both: (means[0].first + means[0].second) / 2)
    let scale = PairNumbers(both: factor.squareRoot())
    kernels = [PairMoments(square: factor * variance, correlation: 0)]
    tangents[0] = factor * tangents[0]
    means = [.zero]
    // Of units that are not normal each has a mean and a deviation of its own; the law of all is near that of their sum.
    if case .sampled(let units) = law {
      law = .sampled(units.parted.mapped { $0.standardized(less: mean, times: scale) })
    }
    return BackwardFactor(factor)
  }

  /// The mean over windows of pixels, or over all where there is no window.
  public mutating func average(_ window: PixelWindow?) {
    guard let grid = pixels else { return }
    guard let window else {
      let all = 1 / Double(kernels.count)
      return collapse(all * kernels.reduce(.zero, +), all * tangents.reduce(.zero, +))
    }
    (kernels, pixels) = (window.pooled(kernels, over: grid), window.grid(after: grid))
    tangents = window.pooled(tangents, over: grid)
    means = window.places(over: grid).map { places in places.compactMap { $0.map { means[$0] } }.mean }
    if pixels?.count == 1 { pixels = nil }
  }

  /// A shortcut and a scaled branch together, whose units are independent given what both are given, since a product with
  /// weights of mean 0 lies in the branch.
  public mutating func add(_ branch: SignalPair, scaledBy scale: Double) {
    var branch = branch
    _ = branch.scale(by: scale)
    for place in kernels.indices {
      let (p, q) = (place / count, place % count)
      kernels[place] =
        kernels[place] + branch.kernels[place] + means[p] * branch.means[q] + branch.means[p] * means[q]
      tangents[place] = tangents[place] + branch.tangents[place]
    }
    let isNothing = branch.kernels.allSatisfy { $0.first == 0 && $0.second == 0 }
    if !isNothing { addLaw(of: branch) }
    means = zip(means, branch.means).map { $0 + $1 }
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
      law = .sampled(own.combined(other) { $0 + $1 })
    }
  }

  /// How a sample of the units was drawn before a branch was added to their moments.
  private func unitLaw(before branch: SignalPair) -> UnitLaw? {
    guard case .normal = law, count == 1 else { return unitLaw }
    let (own, other) = (means[0], branch.means[0])
    return .normal(kernels[0] - branch.kernels[0] - own * other - other * own)
  }
}
