/// A layer with batch normalisation in the limit of great width, z ← W φ(BN(z)), as a batch sees it whose examples are to one another
/// alike: batch normalisation makes squared gradients grow a layer, on and on, whatever the weights' variance.
///
/// BN leaves of each unit a point of a sphere, even about the mean over the batch, so that two examples have a correlation of
/// −1 / (B − 1), as gradients have behind it. For rectifiers, which keep directions, the sphere is as good as a normal law: with κ = E[φ²],
/// J = E[φ φ] and p = E[φ′ φ′] at this correlation, and gradients of a correlation ρ behind φ, the mean over the batch and the unit's own
/// direction take κ + (B − 1) p ρ and κ + (B − 1) J ρ of the B κ of a gradient. What W sees has a variance over the batch whose inverse
/// is in the mean 1 / ((κ − J) (B − 3)), up to the weights' variance, which gradients meet once more in W.
///
/// Source: Yang et al. 2019, *A Mean Field Theory of Batch Normalization*, for no activation and for large batches; the rest is our
/// own derivation.
public struct BatchNormField: Hashable, Sendable {
  /// The number of examples B.
  public let batch: Int
  /// κ, the share of squared gradients that the rectifier lets through.
  public let kept: Double
  /// J, the mean product of two examples behind the rectifier.
  private let product: Double
  /// p, the mean product of its slopes at two examples.
  private let slopes: Double

  /// A layer whose activation is a rectifier, given batches of more than one example.
  public init(_ rectifier: Rectifier, batch: Int) {
    precondition(batch > 1, "examples are normalised beside others")
    self.batch = batch
    let image = Nonlinearity.rectifier(rectifier)
      .image(of: PairMoments(square: 1, correlation: Self.correlation(batch: batch)))
    (kept, product, slopes) = (rectifier.keptSquare, image.moments.product, image.slopes.product)
  }

  /// The correlation of two examples behind batch normalisation, and of their gradients before it: −1 / (B − 1).
  public static func correlation(batch: Int) -> Double { -1 / Double(batch - 1) }

  /// κ − J, by how much an example's mean square behind the rectifier is more than its mean product with another.
  public var contrast: Double { kept - product }

  /// The correlation of two examples' gradients before the rectifier over that behind it.
  public var likenessKept: Double { slopes / kept }

  /// What squared gradients behind the rectifier are multiplied by on their way to what the layer's product is given; infinite for batches
  /// of 3 and fewer.
  ///
  /// - Parameters:
  ///   - likeness: Their correlation ρ.
  ///   - contrast: By how much an example's mean square there is more than its mean product with another.
  public func gradientFactor(likeness: Double, seeing contrast: Double) -> Double {
    guard batch > 3 else { return .infinity }
    let count = Double(batch)
    return (kept * (count - 2) - (count - 1) * likeness * (slopes + product)) / (contrast * (count - 3))
  }

  /// By how much squared gradients grow a layer between others of its kind: π / (π − 1) for ReLU and large batches, (B − 2) / (B − 3) for no
  /// activation; infinite for batches of 3 and fewer.
  public var gradientGrowth: Double {
    gradientFactor(likeness: Self.correlation(batch: batch), seeing: contrast)
  }
}
