import Numbers

/// Weights of which each unit's have mean 0 and the variance γ² / fan-in: ŵ = γ (w − μ) / √((σ² + ε) fan-in).
///
/// Takes w [o, …], gains γ [o] and a memo [2, o]; the mean and the variance are those of a unit's own weights.
///
/// Source: Brock, De & Smith 2021, *Characterizing Signal Propagation to Close the Performance Gap in Unnormalized ResNets*
/// (scaled weight standardisation), with ε beside the variance.
public struct StandardizedWeights: Operation {
  /// What is added to variances.
  public let epsilon: Real

  /// The standardisation.
  public init(epsilon: Real = 1e-6) {
    self.epsilon = epsilon
  }

  /// The weights are standardised again, rather than kept.
  public var backwardReads: BackwardReads { .inputs }

  /// [o, …] gives the same.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 3, !inputs[0].isBatched, let units = inputs[0].extents.first else {
      throw ShapeMismatch("the weights must be [outputs, …]")
    }
    guard inputs[1] == .fixed(units), inputs[2] == .fixed(2, units) else {
      throw ShapeMismatch("the weights of \(units) units take as many gains")
    }
    return inputs[0]
  }

  /// ŵ ← γ (w − μ) / √((σ² + ε) fan-in).
  public func forward(_ at: Site) {
    let (gains, memo, y) = (at[1], at[2], at.output)
    let (units, fanIn) = (gains.count, at.size(0) / gains.count)
    guard let w = at[0].baseAddress else { return }
    for unit in 0..<units {
      let w = w + unit * fanIn
      let mean = Lanes.sum(w, fanIn) / Real(fanIn)
      let square = Lanes.sumOfSquares(w, fanIn, about: mean)
      let scale = 1 / ((square / Real(fanIn) + epsilon) * Real(fanIn)).squareRoot()
      (memo[unit], memo[units + unit]) = (mean, scale)
      let factor = gains[unit] * scale
      for i in 0..<fanIn { y[unit * fanIn + i] = (w[i] - mean) * factor }
    }
  }

  /// With u = (w − μ) / √((σ² + ε) fan-in), whose square sums to 1 but for ε, and s that root's inverse:
  /// dγ ← Σ dŵ u, and dw ← γ s (dŵ − mean dŵ − u Σ dŵ u).
  public func backward(_ at: Site) {
    let (gains, memo, dy) = (at[1], at[2], at.outputGradient)
    let (units, fanIn) = (gains.count, at.size(0) / gains.count)
    let (dw, dg) = (at.gradient(0), at.gradient(1))
    guard let w = at[0].baseAddress, let dyStart = dy.baseAddress else { return }
    for unit in 0..<units {
      let (start, mean, scale) = (unit * fanIn, memo[unit], memo[units + unit])
      let steady = Lanes.sum(dyStart + start, fanIn) / Real(fanIn)
      let along = scale * Lanes.sum(of: dyStart + start, times: w + start, about: mean, fanIn)
      dg?.part(unit..<unit + 1).contribute { _ in along }
      let factor = gains[unit] * scale
      dw?.part(start..<start + fanIn).contribute { i in
        factor * (dy[start + i] - steady - (w[start + i] - mean) * scale * along)
      }
    }
  }
}
