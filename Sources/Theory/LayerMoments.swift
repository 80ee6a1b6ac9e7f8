/// What the closed forms need to know about one hidden layer of rectifiers at initialisation.
///
/// Plain numbers, so that no network has to be built. Weights and biases are centred and symmetric, biases
/// independent; the variances are those of the law that is really drawn from (a normal law cut at 2σ without
/// correction has 0.774 of its nominal variance).
public struct LayerMoments: Hashable, Codable, Sendable {
  /// The number of units, n_j.
  public var width: Int
  /// The number of inputs that each unit sums.
  public var fanIn: Int
  /// The variance of each weight.
  public var weightVariance: Double
  /// The variance of each bias; 0 when biases start at zero.
  public var biasVariance: Double
  /// How the weights hang together, and the form of their law.
  public var weights: Weights
  /// E[b⁴] / E[b²]² − 3 of each bias: 0 for normal ones.
  public var biasExcess: Double
  /// What stands behind the units.
  public var rectifier: Rectifier

  /// How the weights of a layer hang together, and the form of their law.
  public enum Weights: Hashable, Codable, Sendable {
    /// Independent, of an excess kurtosis E[w⁴] / E[w²]² − 3: 0 for normal weights, −1.2 for uniform ones.
    case independent(excess: Double)
    /// A multiple of orthonormal rows, or columns where those are fewer, uniform among all such.
    case orthonormal

    /// Independent and normal.
    public static let normal = Weights.independent(excess: 0)
  }

  /// Describes a layer of `width` units that each sum `fanIn` inputs; weights and biases are normal and units
  /// ReLU unless said otherwise.
  public init(
    width: Int, fanIn: Int, weightVariance: Double, biasVariance: Double = 0,
    weights: Weights = .normal, biasExcess: Double = 0, rectifier: Rectifier = .relu
  ) {
    precondition(width > 0 && fanIn > 0, "a layer has at least one unit and one input")
    precondition(weightVariance >= 0 && biasVariance >= 0, "a variance is not negative")
    self.width = width
    self.fanIn = fanIn
    self.weightVariance = weightVariance
    self.biasVariance = biasVariance
    self.weights = weights
    self.biasExcess = biasExcess
    self.rectifier = rectifier
  }

  /// fan-in · Var[w]: 2 for He, 1 for LeCun.
  public var gain: Double { Double(fanIn) * weightVariance }

  /// The hidden ReLU layers of a fully connected net of normal weights, all with the same gain and with zero
  /// biases.
  ///
  /// `widths` are n_1 … n_d; the input dimension n_0 is layer 1's fan-in.
  public static func fullyConnected(inputs: Int, widths: [Int], gain: Double = 2) -> [LayerMoments] {
    precondition(inputs > 0, "a net has at least one input")
    return zip(widths, [inputs] + widths).map { width, fanIn in
      LayerMoments(width: width, fanIn: fanIn, weightVariance: gain / Double(fanIn))
    }
  }
}
