import Autodiff

/// A product with weights as initialisation and theory see it, of vectors or of images.
public struct Product: Hashable, Sendable {
  /// The name under which its weights are drawn.
  public let name: String
  /// The number of features or channels that come in.
  public let inputs: Int
  /// The number of units or features.
  public let outputs: Int
  /// What a filter sees of an image; nil for a product with vectors.
  public var window: Window?
  /// Whether each unit has a bias.
  public var hasBias = true
  /// The law of the weights where it is not the network's own.
  public var weights: Initializer?
  /// The law of the biases where it is not the network's own.
  public var biases: Initializer?

  /// What a filter sees of an image at a time.
  public struct Window: Hashable, Sendable {
    /// The side of a filter, in pixels.
    public let kernel: Int
    /// How many pixels lie between two places of a filter.
    public let stride: Int
    /// What lies beyond the image's border.
    public let padding: Padding
    /// How many pixels lie between two of a filter's.
    public let dilation: Int
    /// In how many groups channels and features come.
    public let groups: Int
    /// Whether each filter is given mean 0 and a learnt variance.
    public let isStandardized: Bool

    /// Whether each feature sees all channels, of neighbouring pixels, with weights as they are drawn.
    public var isPlain: Bool { dilation == 1 && groups == 1 && !isStandardized }
  }

  /// The side of a filter; 1 for a product with vectors.
  public var kernel: Int { window?.kernel ?? 1 }

  /// In how many groups features come, each seeing inputs of its own; 1 for a product with vectors.
  public var groups: Int { window?.groups ?? 1 }

  /// What a unit's weights are drawn with: a filter's receptive field counts.
  public var fans: Fans {
    let pixels = kernel * kernel
    return Fans(
      fanIn: inputs / groups * pixels, fanOut: outputs * pixels, receptiveField: pixels, groups: groups)
  }

  /// fan-in · E[w²], where the network's weights have this law.
  public func gain(_ law: Initializer) -> Double {
    Double(fans.fanIn) * (weights ?? law).secondMoment(fans)
  }
}
