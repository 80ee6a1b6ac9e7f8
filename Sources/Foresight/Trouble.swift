/// What may keep a network from starting to train, as theory foresees it.
///
/// The thresholds are ours, not the paper's: they are where runs on MNIST under paper A's protocol (fully connected,
/// descent at rate 0.01 without momentum, batch 1,024) were seen to start later or to diverge;
/// experiments/hanin-rolnick-2018 has the counts.
public enum Trouble: String, CaseIterable, Codable, Sendable {
  /// Failure mode 1: the mean length vanishes with depth.
  case vanishing
  /// Failure mode 1: the mean length explodes with depth.
  case exploding
  /// Failure mode 1 of residual networks: the mean length explodes with Σ η.
  case residualExplosion = "residual-explosion"
  /// Failure mode 2: lengths differ much from layer to layer.
  case layerVariance = "layer-variance"
  /// A whole layer may be silent.
  case deadLayers = "dead-layers"
  /// Gradients are lost on the way back.
  case gradientLoss = "gradient-loss"
  /// Gradients grow on the way back.
  case gradientExplosion = "gradient-explosion"
  /// The same where normalisations over the batch are the reason.
  case normExplosion = "norm-explosion"
  /// All inputs become alike.
  case alikeInputs = "alike-inputs"
  /// Inputs that are nearly the same become unrelated.
  case chaos
  /// Bounded activations are at rest.
  case saturation
  /// Noise drowns what tells inputs apart.
  case noise
  /// All units of a layer are alike, and stay so.
  case equalUnits = "equal-units"

  /// The number beyond which it is trouble.
  ///
  /// - `vanishing`, E[M_d]/M_0 below 0.01: networks of he-truncated, whose factor is 0.774 a layer, started as soon as He
  ///   networks of the same depth at 0.1, 1.7 times as late at 0.01, 3 times at 0.001.
  /// - `exploding` and `residualExplosion`, above 10,000: with twice He's variance none of 36 runs diverged at 2^8 to
  ///   2^13 = 8,192, 2 of 6 at 2^14 and 4 of 6 at 2^16; of residual networks none of 20 at a bound of 7,192, 3 of 20 at
  ///   18,900, 10 of 20 at 57,600.
  /// - `layerVariance`, β = 5 Σ 1/n above 10: He networks of figure 3 then needed about 5 epochs, twice as many as networks
  ///   as wide as they are deep, whose β is 5. Up to there all started; at 20 they needed 6 to 16 epochs and 2 of 24 did
  ///   not start within 60, at 30 14 of 24 did not. A He network's variance across layers is bounded by e^β.
  /// - `deadLayers`, a probability above 0.05: so large a share of networks may be silent for every input, and such a
  ///   network never starts.
  /// - `equalUnits`, a standard deviation of 0: nothing tells units apart.
  ///
  /// The others were read off two runs each of 80 networks of 50 units (the guide's page on what theory knows has the table), ten
  /// epochs long, in which a start behind the fourth counted as late:
  ///
  /// - `gradientLoss`, squared gradients at the input below 0.005: of sigmoid and softplus networks those at 0.003 and less did not
  ///   start, or in 8 epochs at the soonest; at 0.02 they did in 6 to 9, from 0.1 on in at most 6.
  /// - `gradientExplosion` and `normExplosion`, squared gradients that grow a million times more than lengths: tanh at 3,000
  ///   started at once and at 5 · 10^7 never, batch norm at 80,000 in 4 epochs, at 2.5 · 10^7 in 5 or not.
  /// - `alikeInputs`, 0.004 of the difference of two inputs: at 0.003 and less none started soon, at 0.0044 and 0.0048 in 3 to 9
  ///   epochs, at 0.01 at once.
  /// - `chaos`, a correlation of 0.05 of inputs that were alike to 0.99: at 0.34 networks started at once, at 0.012 none did.
  /// - `saturation`, squared slopes of 0.02 of those at 0: at 0.03 networks of one layer started in 3 epochs, at 0.01 in 3 to 7.
  /// - `noise`, inputs that differ by 0.001 of what noise does to one: at 0.02 they started in 2 epochs, at 0.0024 in 3 or 4, at
  ///   0.0005 not.
  public var threshold: Double {
    switch self {
    case .vanishing: 0.01
    case .exploding, .residualExplosion: 10_000
    case .layerVariance: 10
    case .deadLayers: 0.05
    case .gradientLoss: 0.005
    case .gradientExplosion, .normExplosion: 1e6
    case .alikeInputs: 0.004
    case .chaos: 0.05
    case .saturation: 0.02
    case .noise: 0.001
    case .equalUnits: 0
    }
  }

  /// Whether a number is beyond the threshold.
  func isFound(at number: Double) -> Bool {
    switch self {
    case .vanishing, .gradientLoss, .alikeInputs, .chaos, .saturation, .noise: number < threshold
    // A rounding error beyond is none.
    case .exploding, .residualExplosion, .gradientExplosion, .normExplosion, .layerVariance, .deadLayers:
      !(number <= threshold * (1 + 1e-9))
    case .equalUnits: number <= threshold
    }
  }
}
