/// What the closed forms need to know about one hidden ReLU layer at initialisation.
///
/// Plain numbers, so that no network has to be built. Weights and biases are independent, centred and
/// symmetric; the variances are those of the law that is really drawn from (a normal law cut at 2σ without
/// correction has 0.774 of its nominal variance).
public struct LayerMoments: Hashable, Codable, Sendable {
  /// The number of ReLU units (for a convolution: channels × positions), n_j.
  public var width: Int
  /// The number of inputs that each unit sums; for a convolution, channels × receptive field.
  public var fanIn: Int
  /// The variance of each weight.
  public var weightVariance: Double
  /// The variance of each bias; 0 when biases start at zero.
  public var biasVariance: Double

  /// Describes a layer of `width` units that each sum `fanIn` inputs.
  public init(width: Int, fanIn: Int, weightVariance: Double, biasVariance: Double = 0) {
    precondition(width > 0 && fanIn > 0, "a layer has at least one unit and one input")
    precondition(weightVariance >= 0 && biasVariance >= 0, "a variance is not negative")
    self.width = width
    self.fanIn = fanIn
    self.weightVariance = weightVariance
    self.biasVariance = biasVariance
  }

  /// fan-in · Var[w]: 2 for He, 1 for LeCun.
  public var gain: Double { Double(fanIn) * weightVariance }

  /// The hidden layers of a fully connected net, all with the same gain and with zero biases.
  ///
  /// `widths` are n_1 … n_d; the input dimension n_0 is layer 1's fan-in.
  public static func fullyConnected(inputs: Int, widths: [Int], gain: Double = 2) -> [LayerMoments] {
    precondition(inputs > 0, "a net has at least one input")
    return zip(widths, [inputs] + widths).map { width, fanIn in
      LayerMoments(width: width, fanIn: fanIn, weightVariance: gain / Double(fanIn))
    }
  }
}
