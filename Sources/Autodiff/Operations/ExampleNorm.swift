import Numbers

/// Groups of each example's numbers, less their mean and in standard deviations, times a gain, plus a bias:
/// y = γ (x − μ) / √(σ² + ε) + β; or, where not centred, y = γ x / √(mean x² + ε).
///
/// Takes x [n, m, …], gains γ, biases β where centred, and a memo [n, 2 groups]. A group is of as many features or channels as
/// any other, with all their pixels. Gains and biases are one for each feature or channel, or one for each number.
/// One group is layer normalisation, several are group normalisation, and not centred it is RMS normalisation.
///
/// Source: Ba, Kiros & Hinton 2016, *Layer Normalization*; Wu & He 2018, *Group Normalization*; Zhang & Sennrich 2019, *Root
/// Mean Square Layer Normalization*; ε as in PyTorch.
public struct ExampleNorm: Operation {
  /// The number of groups.
  public let groups: Int
  /// Whether means are taken away, and biases added.
  public let isCentred: Bool
  /// What is added to variances.
  public let epsilon: Real

  /// The normalisation of each example by itself.
  public init(groups: Int = 1, isCentred: Bool = true, epsilon: Real = 1e-5) {
    precondition(groups > 0, "\(groups) groups")
    self.groups = groups
    self.isCentred = isCentred
    self.epsilon = epsilon
  }

  /// The inputs are normalised again, rather than kept.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, m, …] gives the same.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == (isCentred ? 4 : 3), inputs[0].isBatched, let features = inputs[0].extents.first
    else {
      throw ShapeMismatch("the input must be a batch of features [n, m] or channels [n, m, …]")
    }
    guard features % groups == 0 else {
      throw ShapeMismatch("\(features) features do not make \(groups) equal groups")
    }
    for gains in inputs[1..<inputs.count - 1]
    where gains != .fixed(features) && gains != Shape(isBatched: false, extents: inputs[0].extents) {
      throw ShapeMismatch("\(features) features take as many gains and biases, or one for each number")
    }
    guard inputs[inputs.count - 1] == .batch(2 * groups) else {
      throw ShapeMismatch("two numbers are kept for each of \(groups) groups")
    }
    return inputs[0]
  }

  /// Two sums a feature, for each of a panel's examples.
  public func scratchBytes(for inputs: [Shape]) -> Int {
    PanelNorm.Memory(size: inputs[0].size, gains: inputs[1].size).layout.bytes
  }

  /// y ← γ (x − μ) / √(σ² + ε) + β.
  public func forward(_ at: Site) {
    if at.lanes == 1 { RowNorm(self, at).forward() } else { PanelNorm(self, at).forward() }
  }

  /// With x̂ = (x − μ) / √(σ² + ε) and g = γ dy: dx ← (g − mean g − x̂ mean(g x̂)) / √(σ² + ε), dγ ← Σ dy x̂, dβ ← Σ dy; where
  /// not centred, without the mean of g.
  public func backward(_ at: Site) { PanelNorm(self, at).backward() }
}

extension ExampleNorm: Fusible {
  /// With a function of each number.
  func fused(with next: any Operation) -> (any Operation)? {
    (next as? any Pointwise).map { ActivatedNorm(norm: self, function: $0) }
  }
}
