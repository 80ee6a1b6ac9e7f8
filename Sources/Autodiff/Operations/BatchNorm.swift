import Numbers

/// Each feature less its mean over the batch, and over an image's pixels, in standard deviations; times a gain, plus a bias:
/// y = γ (x − μ) / √(σ² + ε) + β.
///
/// Takes x [n, m, …], γ [m], β [m], the running mean and the running variance, both states [m], and a memo [2, m]. In training
/// μ and σ² are the batch's own, σ² over the number of values, and the running ones move towards them by `momentum`, the
/// variance towards that over one value fewer; else the running ones take their place.
///
/// Source: Ioffe & Szegedy 2015, *Batch Normalization*; momentum and ε as in PyTorch.
public struct BatchNorm: Operation {
  /// The share of the batch in the running mean and variance.
  public let momentum: Real
  /// What is added to variances.
  public let epsilon: Real

  /// Batch normalisation; as PyTorch has it unless said otherwise.
  public init(momentum: Real = 0.1, epsilon: Real = 1e-5) {
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The inputs are normalised again, rather than kept.
  public var backwardReads: BackwardReads { .inputs }

  /// Means are over the batch.
  public var readsWholeBatch: Bool { true }

  /// [n, m, …] gives the same.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 6, inputs[0].isBatched, let features = inputs[0].extents.first else {
      throw ShapeMismatch("the input must be a batch of features [n, m] or channels [n, m, …]")
    }
    guard inputs[1..<5].allSatisfy({ $0 == .fixed(features) }), inputs[5] == .fixed(2, features) else {
      throw ShapeMismatch("\(features) features take as many gains, biases, means and variances")
    }
    return inputs[0]
  }

  /// Two sums a feature.
  public func scratchBytes(for inputs: [Shape]) -> Int { 2 * inputs[1].size * MemoryLayout<Double>.size }

  /// y ← γ (x − μ) / √(σ² + ε) + β.
  public func forward(_ at: Site) {
    let (x, gains, biases, memo, y) = (at[0], at[1], at[2], at[5], at.output)
    let features = gains.count
    if at.isTraining {
      measure(at)
    } else {
      for i in 0..<features {
        (memo[i], memo[features + i]) = (at[3][i], 1 / (at[4][i] + epsilon).squareRoot())
      }
    }
    at.forEachFeature { feature, run, _ in
      let (mean, scale, bias) = (memo[feature], gains[feature] * memo[features + feature], biases[feature])
      for i in run { y[i] = (x[i] - mean) * scale + bias }
    }
  }

  /// With x̂ = (x − μ) / √(σ² + ε): dβ ← Σ dy, dγ ← Σ dy x̂, and in training
  /// dx ← γ (dy − mean dy − x̂ mean(dy x̂)) / √(σ² + ε), else without the two means.
  public func backward(_ at: Site) {
    let (gains, memo, dy) = (at[1], at[5], at.outputGradient)
    guard let x = at[0].baseAddress, let dyStart = dy.baseAddress else { return }
    let features = gains.count
    let (sums, products) = sums(at)
    at.forEachFeature { feature, run, count in
      let (x, dy) = (x + run.lowerBound, dyStart + run.lowerBound)
      sums[feature] += Double(Lanes.sum(dy, count))
      products[feature] += Double(Lanes.sum(of: dy, times: x, about: memo[feature], count))
    }
    for i in 0..<features { products[i] *= Double(memo[features + i]) }
    at.gradient(1)?.contribute { Real(products[$0]) }
    at.gradient(2)?.contribute { Real(sums[$0]) }
    guard let slot = at.gradient(0) else { return }
    let share = at.isTraining ? 1 / Double(at.numbersPerFeature) : 0
    at.forEachFeature { feature, run, count in
      let (mean, scale) = (memo[feature], memo[features + feature])
      let (along, steady) = (Real(products[feature] * share) * scale, Real(sums[feature] * share))
      let factor = gains[feature] * scale
      slot.part(run.prefix(count)).contribute { i in
        let place = run.lowerBound + i
        return factor * (dy[place] - steady - (x[place] - mean) * along)
      }
      // What is left over of a last panel has no gradient, whatever the means are.
      if !slot.isBegun { for i in run.dropFirst(count) { slot.buffer[i] = 0 } }
    }
  }

  /// Leaves the batch's mean and 1 / √(σ² + ε) in the memo, and moves the running ones.
  private func measure(_ at: Site) {
    guard let x = at[0].baseAddress else { return }
    let (memo, features, numbers) = (at[5], at[1].count, Double(at.numbersPerFeature))
    let (sums, squares) = sums(at)
    at.forEachFeature { feature, run, count in sums[feature] += Double(Lanes.sum(x + run.lowerBound, count)) }
    for i in 0..<features { memo[i] = Real(sums[i] / numbers) }
    at.forEachFeature { feature, run, count in
      squares[feature] += Double(Lanes.sumOfSquares(x + run.lowerBound, count, about: memo[feature]))
    }
    for i in 0..<features {
      memo[features + i] = Real(1 / (squares[i] / numbers + Double(epsilon)).squareRoot())
      at[3][i] += momentum * (memo[i] - at[3][i])
      at[4][i] += momentum * (Real(squares[i] / max(1, numbers - 1)) - at[4][i])
    }
  }

  /// Two sums a feature, 0 at first.
  private func sums(_ at: Site) -> (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) {
    let features = at[1].count
    let sums = at.scratch.bindMemory(to: Double.self, capacity: 2 * features)
    sums.update(repeating: 0, count: 2 * features)
    return (sums, sums + features)
  }
}
