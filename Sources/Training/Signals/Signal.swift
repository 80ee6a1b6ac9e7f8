/// What is measured of each layer while training starts.
public enum Signal: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
  /// The mean of the activations over units and examples.
  case mean
  /// Their variance about that mean.
  case variance
  /// Their length, ‖z‖² / n, as a mean over the examples; it is not divided by the input's.
  case length
  /// The correlation of two inputs: the cosine of what a layer puts out for them, as a mean over neighbouring examples of which
  /// neither gives zeros alone.
  case correlation
  /// The share of dead units, whose slope is 0 for every example, so that they let no gradient pass: of rectifiers those that are
  /// always off. All places of a feature of an image are one unit.
  case dead
  /// The share of activations, over units and examples, where the function is flat: its slope is less than `flatness` of its
  /// greatest.
  case saturated
  /// The norm of the gradient of a step's loss with respect to a layer's weights, before an optimiser shortens it.
  case gradient
  /// The update-to-weight ratio of a step, ‖ΔW‖ / ‖W‖; none where all weights are 0.
  case update

  /// The share of the greatest slope below which a function counts as flat: tanh does from |x| = 2.2 on.
  public static let flatness = 0.05

  /// Where its numbers lie.
  public var range: ClosedRange<Double> {
    switch self {
    case .mean: -Double.infinity...Double.infinity
    case .variance, .length, .gradient, .update: 0...Double.infinity
    case .correlation: -1...1
    case .dead, .saturated: 0...1
    }
  }
}
