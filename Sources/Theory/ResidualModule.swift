/// What the closed forms need to know of one residual module N_l = shortcut(N_{l−1}) + η branch(N_{l−1}) at
/// initialisation.
///
/// Plain numbers, as in ``LayerMoments``: a gain is the factor from the mean square that comes in to the mean square of a
/// product's results, fan-in · Var[w].
public struct ResidualModule: Hashable, Codable, Sendable {
  /// The residual scale η ≥ 0.
  public var scale: Double
  /// The gain of the branch up to and with its last product: the last product's gain, times half the gain of each
  /// product with a ReLU before it.
  public var gain: Double
  /// Whether the branch ends with a ReLU.
  public var isRectified: Bool
  /// The gain of a product on the shortcut; nil for the identity.
  public var shortcutGain: Double?

  /// Describes a module; of one ReLU layer and the identity unless said otherwise.
  public init(scale: Double, gain: Double = 2, isRectified: Bool = true, shortcutGain: Double? = nil) {
    precondition(scale >= 0, "a residual scale is not negative")
    precondition(gain >= 0 && shortcutGain ?? 0 >= 0, "a gain is not negative")
    self.scale = scale
    self.gain = gain
    self.isRectified = isRectified
    self.shortcutGain = shortcutGain
  }
}
