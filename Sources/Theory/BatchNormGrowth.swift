/// By how much batch normalisation makes squared gradients grow a layer, on and on, whatever the weights' variance.
///
/// A layer is z ← W φ(BN(z)) of great width, seen by a batch of B examples that are to one another alike. BN leaves of each unit a
/// point of a sphere, even about the mean over the batch, so that two examples have a correlation of −1 / (B − 1), as gradients
/// have behind it. For rectifiers, which keep directions, the sphere is as good as a normal law: with κ = E[φ²], J = E[φ φ] and p =
/// E[φ′ φ′] at this correlation the mean and the unit's own direction take κ − p and κ − J of the B κ of a gradient, and the
/// inverse variance is in the mean 1 / ((κ − J) (B − 3)).
///
/// Source: Yang et al. 2019, *A Mean Field Theory of Batch Normalization*, for no activation and for large batches; the rest is our
/// own derivation. The product that sees the network's input is no such layer, since what it sees has another variance.
public enum BatchNormGrowth {
  /// (κ B − 2 κ + p + J) / ((κ − J) (B − 3)): π / (π − 1) for ReLU and large batches, (B − 2) / (B − 3) for no activation;
  /// infinite for batches of 3 and fewer.
  public static func gradient(through rectifier: Rectifier, batch: Int) -> Double {
    if batch <= 3 { return .infinity }
    let count = Double(batch)
    let image = Nonlinearity.rectifier(rectifier)
      .image(of: PairMoments(square: 1, correlation: -1 / (count - 1)))
    let (kept, product, slopes) = (rectifier.keptSquare, image.moments.product, image.slopes.product)
    return (kept * (count - 2) + slopes + product) / ((kept - product) * (count - 3))
  }
}
