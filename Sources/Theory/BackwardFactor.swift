/// What the sum of squared gradients is multiplied by on its way back through a layer.
public struct BackwardFactor: Sendable {
  /// The mean over units.
  public let mean: Double
  /// The factor of each unit of a sample; nil where all have the same, or where units are mixed.
  public let units: (@Sendable () -> [Double])?

  /// A factor.
  init(_ mean: Double, units: (@Sendable () -> [Double])? = nil) { (self.mean, self.units) = (mean, units) }

  /// Nothing changes.
  public static let one = BackwardFactor(1)

  /// A number times a factor.
  public static func * (number: Double, factor: BackwardFactor) -> BackwardFactor {
    BackwardFactor(number * factor.mean, units: factor.units)
  }
}
