import Network
import Theory

/// The numbers on which troubles rest that hang on gradients, on two inputs, or on noise.
extension Forecast {
  /// How alike the two inputs are that ``signals`` follows, and those of ``near``.
  package static let (apart, close) = (0.5, 0.99)

  /// The least squared norm of the gradient of a product's weights over that of the last product, of those that learn in the first step;
  /// nil where theory does not know it.
  public var leastGradient: Double? { gradients.min() }

  /// The greatest such norm.
  public var greatestGradient: Double? { gradients.max() }

  private var gradients: [Double] { signals.layers.compactMap(\.gradient).filter { $0 > 0 } }

  /// By how much squared gradients grow on their way back beyond what lengths grow on their way forwards; nil where theory does not
  /// know it.
  public var steepening: Double? {
    signals.reach.flatMap { reach in signals.hidden.map { reach / max(1, $0) } }
  }

  /// What is left at the output of the difference of two inputs that are half alike: (1 − c) / (1 − c_0).
  public var difference: Double? { signals.correlation.map { (1 - $0) / (1 - Self.apart) } }

  /// How alike two inputs are at the output that were nearly the same; nil for networks in which a normalisation over the batch takes
  /// away what all inputs have in common.
  public var nearness: Double? { near?.correlation }

  /// What tells two inputs apart at the output over what noise makes of the same one; nil where there is no noise.
  public var clarity: Double? {
    guard let same = repeated?.correlation, let other = signals.correlation, same < 1 else { return nil }
    return (same - other) / (1 - same)
  }

  /// The least mean squared slope of a bounded activation over its squared slope at 0; nil where there are none such.
  public var leastSlope: Double? { signals.layers.compactMap(\.slope).min() }
}
