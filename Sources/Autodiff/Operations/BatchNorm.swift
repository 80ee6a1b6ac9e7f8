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
    let (gains, memo) = (at[1], at[5])
    guard let x = at[0].baseAddress, let dy = at.outputGradient.baseAddress else { return }
    let features = gains.count
    let (sums, products) = sums(at)
    at.forEachFeature { feature, run, _ in
      let (sum, product) = gradientSums(
        dy + run.lowerBound, x + run.lowerBound, about: memo[feature], run.count)
      sums[feature] += Double(sum)
      products[feature] += Double(product)
    }
    for i in 0..<features { products[i] *= Double(memo[features + i]) }
    at.gradient(1)?.contribute { Real(products[$0]) }
    at.gradient(2)?.contribute { Real(sums[$0]) }
    guard let slot = at.gradient(0) else { return }
    let share = at.isTraining ? 1 / Double(at.numbersPerFeature) : 0
    at.forEachFeature { feature, run, examples in
      let (mean, scale) = (memo[feature], memo[features + feature])
      let (along, steady) = (Real(products[feature] * share) * scale, Real(sums[feature] * share))
      let factor = gains[feature] * scale
      for place in stride(from: run.lowerBound, to: run.upperBound, by: at.lanes) {
        let gradient = factor * (Lanes(at: dy + place) - steady - (Lanes(at: x + place) - mean) * along)
        // What is left over of a last panel has no gradient, whatever the means are.
        slot.contribute(gradient.keeping(examples), at: place)
      }
    }
  }

  /// Σ dy and Σ dy (x − μ) over so many numbers, which come from memory once for both; four vectors at a time, whose sums do not wait
  /// for each other.
  private func gradientSums(
    _ dy: UnsafePointer<Real>, _ x: UnsafePointer<Real>, about mean: Real, _ count: Int
  ) -> (Real, Real) {
    let mean = Lanes(repeating: mean)
    var (sums, products) = (LaneRow<4>.zero, LaneRow<4>.zero)
    func add(_ place: Int, to lane: Int) {
      let gradient = Lanes(at: dy + place)
      sums.lanes[unchecked: lane] += gradient
      products.lanes[unchecked: lane].add(gradient, Lanes(at: x + place) - mean)
    }
    let whole = count & ~63
    for place in stride(from: 0, to: whole, by: 64) {
      for i in 0..<4 { add(place &+ 16 &* i, to: i) }
    }
    for place in stride(from: whole, to: count, by: 16) { add(place, to: 0) }
    return (sums.total.total, products.total.total)
  }

  /// Leaves the batch's mean and 1 / √(σ² + ε) in the memo, and moves the running ones.
  ///
  /// One panel's numbers have their own mean and squared distances from it, and those of all panels so far are put together
  /// with them (Chan, Golub & LeVeque 1979, *Updating Formulae and a Pairwise Algorithm for Computing Sample Variances*): so each
  /// number comes from memory once.
  private func measure(_ at: Site) {
    guard let x = at[0].baseAddress else { return }
    let (memo, features, numbers) = (at[5], at[1].count, Double(at.numbersPerFeature))
    let (means, squares) = sums(at)
    var seen = 0.0
    at.forEachFeature { feature, run, examples in
      let x = x + run.lowerBound
      let count = Double(run.count * examples.nonzeroBitCount / Lanes.width)
      let sum = Double(Lanes.sum(x, run.count, keeping: examples))
      let square = Lanes.sumOfSquares(x, run.count, about: Real(sum / count), keeping: examples)
      let (distance, share) = (sum / count - means[feature], count / (seen + count))
      means[feature] += distance * share
      squares[feature] += Double(square) + distance * distance * share * seen
      if feature == features - 1 { seen += count }
    }
    for i in 0..<features {
      memo[i] = Real(means[i])
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
