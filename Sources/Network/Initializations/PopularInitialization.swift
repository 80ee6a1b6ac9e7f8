/// The initialisations that have names in the literature, PyTorch, Keras or JAX.
///
/// Where these mean different laws by one name, it is the paper's, or else PyTorch's; ``definition`` says
/// whose it is.
public enum PopularInitialization: String, CaseIterable, Codable, Sendable {
  /// Normal, Var[w] = 2 / fan-in (He et al. 2015).
  case heNormal = "he-normal"
  /// Uniform, Var[w] = 2 / fan-in.
  case heUniform = "he-uniform"
  /// Normal cut at two deviations, not corrected: Var[w] = 0.774 · 2 / fan-in (Keras's `he_normal` before
  /// 2.2).
  case heTruncated = "he-truncated"
  /// Normal cut at two deviations and corrected: Var[w] = 2 / fan-in (`he_normal` of Keras today and of JAX).
  case heTruncatedCorrected = "he-truncated-corrected"
  /// Normal with twice He's variance, 4 / fan-in (paper A, figure 1).
  case heDoubled = "he-doubled"
  /// Normal, Var[w] = 1 / fan-in (LeCun et al. 1998).
  case lecunNormal = "lecun-normal"
  /// Uniform, Var[w] = 1 / fan-in.
  case lecunUniform = "lecun-uniform"
  /// Normal cut at two deviations and corrected: Var[w] = 1 / fan-in (`lecun_normal` of Keras and JAX; what
  /// Flax's layers do unasked).
  case lecunTruncatedCorrected = "lecun-truncated-corrected"
  /// Normal, Var[w] = 2 / (fan-in + fan-out) (PyTorch's `xavier_normal_`).
  case glorotNormal = "glorot-normal"
  /// Normal cut at two deviations and corrected: Var[w] = 2 / (fan-in + fan-out) (`glorot_normal` of Keras
  /// and JAX).
  case glorotTruncatedCorrected = "glorot-truncated-corrected"
  /// Uniform, Var[w] = 2 / (fan-in + fan-out) (Glorot and Bengio 2010).
  case glorotUniform = "glorot-uniform"
  /// Orthonormal rows or columns (Saxe et al. 2014), with gain 1 as in PyTorch and Keras.
  case orthogonal = "orthogonal"
  /// Orthonormal rows or columns times √2, the gain that PyTorch recommends for ReLU.
  case orthogonalReLU = "orthogonal-relu"
  /// Gaussian submatrices in opposite pairs, Var[w] = 2 / width: the network begins as a linear one
  /// (Burkholz & Dubatovka 2019).
  case gsm = "gsm"
  /// Orthonormal submatrices in opposite pairs, of filters the middles alone: the network begins as a linear
  /// one that keeps lengths as they are (Burkholz & Dubatovka 2019).
  case orthogonalMirrored = "orthogonal-mirrored"
  /// What PyTorch's Linear and Conv do unasked: uniform, weights and biases within ±1/√fan-in.
  case pytorchDefault = "pytorch-default"
  /// All weights and biases zero.
  case zeros = "zeros"
  /// An input passes as it is: `dirac_` and `eye_` of PyTorch.
  case identity = "identity"
  /// Normal, of standard deviation 0.02, cut at two of them (ViT's; GPT's is not cut).
  case truncatedSmall = "truncated-small"
  /// He's law, rescaled in branches, whose last product is zero, with numbers that are learnt (Zhang et al. 2019).
  case fixup = "fixup"
  /// He's law, and branches that begin multiplied by a learnt 0 (De & Smith 2020).
  case skipinit = "skipinit"
  /// PyTorch's own law, and branches that begin multiplied by a learnt 0 (Bachlechner et al. 2021).
  case rezero = "rezero"
  /// He's law, and branches whose last normalisation begins with gains of 0 (Goyal et al. 2017).
  case zeroGamma = "zero-gamma"
  /// Orthonormal, then scaled layer after layer until a batch's outputs have variance 1 (Mishkin & Matas 2016).
  case lsuv = "lsuv"

  /// Other names of the same initialisation.
  public var aliases: [String] {
    switch self {
    case .heNormal: ["kaiming-normal"]
    case .heUniform: ["kaiming-uniform"]
    case .heTruncated: ["he-truncated-normal", "kaiming-truncated"]
    case .heTruncatedCorrected: ["keras-he-normal", "jax-he-normal"]
    case .heDoubled: ["2x-he-normal", "he-normal-doubled"]
    case .lecunTruncatedCorrected: ["keras-lecun-normal", "jax-lecun-normal", "flax-default"]
    case .glorotNormal: ["xavier-normal"]
    case .glorotTruncatedCorrected: ["keras-glorot-normal", "jax-glorot-normal"]
    case .glorotUniform: ["xavier-uniform", "keras-default"]
    case .pytorchDefault: ["kaiming-uniform-a5"]
    case .gsm: ["gaussian-mirrored"]
    case .orthogonalMirrored: ["delta-orthogonal-mirrored", "looks-linear"]
    case .zeros: ["zero"]
    case .identity: ["dirac"]
    case .truncatedSmall: ["vit-default"]
    case .lecunNormal, .lecunUniform, .orthogonal, .orthogonalReLU, .fixup, .skipinit, .rezero, .zeroGamma,
      .lsuv:
      []
    }
  }

  /// The initialisation with a name or alias; nil where there is none.
  public init?(named name: String) {
    guard let popular = Self.allCases.first(where: { $0.rawValue == name || $0.aliases.contains(name) })
    else {
      return nil
    }
    self = popular
  }

  /// What it is and whose definition that is, in a clause.
  public var definition: String {
    switch self {
    case .heNormal: "normal, Var[w] = 2/fan-in: He et al. 2015, PyTorch's kaiming_normal_"
    case .heUniform: "uniform, 2/fan-in: PyTorch's kaiming_uniform_, he_uniform of Keras and JAX"
    case .heTruncated: "normal cut at 2σ, 0.774 · 2/fan-in: Keras's he_normal before 2.2"
    case .heTruncatedCorrected: "normal cut at 2σ, widened to 2/fan-in: he_normal of Keras and JAX"
    case .heDoubled: "normal, 4/fan-in: Hanin & Rolnick 2018"
    case .lecunNormal: "normal, 1/fan-in: LeCun et al. 1998; that of Keras and JAX is cut"
    case .lecunUniform: "uniform, 1/fan-in: lecun_uniform of Keras and JAX"
    case .lecunTruncatedCorrected: "normal cut at 2σ, widened to 1/fan-in: lecun_normal of Keras and JAX"
    case .glorotNormal: "normal, 2/(fan-in + fan-out): PyTorch's xavier_normal_; that of Keras and JAX is cut"
    case .glorotTruncatedCorrected:
      "normal cut at 2σ, widened to 2/(fan-in + fan-out): glorot_normal of Keras and JAX"
    case .glorotUniform:
      "uniform, 2/(fan-in + fan-out): Glorot & Bengio 2010, PyTorch's xavier_uniform_, Keras and JAX"
    case .orthogonal: "orthonormal rows or columns: Saxe et al. 2014, PyTorch, Keras and JAX"
    case .orthogonalReLU: "orthonormal rows or columns times √2: PyTorch's gain for ReLU"
    case .gsm: "normal in opposite pairs, 2/width: Burkholz & Dubatovka 2019"
    case .orthogonalMirrored: "orthonormal in opposite pairs: Burkholz & Dubatovka 2019"
    case .pytorchDefault: "uniform, weights and biases within 1/√fan-in: PyTorch's layers unasked"
    case .zeros: "all weights and biases zero"
    case .identity: "an input passes as it is: PyTorch's eye_ and dirac_"
    case .truncatedSmall: "normal of deviation 0.02 cut at 2σ: Dosovitskiy et al. 2021 (ViT)"
    case .fixup: "He's, rescaled in residual branches that end in zero, without norm: Zhang et al. 2019"
    case .skipinit: "He's, residual branches times a learnt 0: De & Smith 2020"
    case .rezero: "PyTorch's, residual branches times a learnt 0: Bachlechner et al. 2021"
    case .lsuv: "orthonormal, scaled until a batch's outputs have variance 1: Mishkin & Matas 2016"
    case .zeroGamma: "He's, last normalisation of residual branches of gain 0: Goyal et al. 2017"
    }
  }

  /// The laws behind the name.
  public var initialization: Initialization {
    switch self {
    case .heNormal: Initialization(weights: Initializer(gain: 2))
    case .heUniform: Initialization(weights: Initializer(.uniform, gain: 2))
    case .heTruncated: Initialization(weights: Initializer(.truncatedNormal(corrected: false), gain: 2))
    case .heTruncatedCorrected:
      Initialization(weights: Initializer(.truncatedNormal(corrected: true), gain: 2))
    case .heDoubled: Initialization(weights: Initializer(gain: 4))
    case .lecunNormal: Initialization(weights: Initializer(gain: 1))
    case .lecunUniform: Initialization(weights: Initializer(.uniform, gain: 1))
    case .lecunTruncatedCorrected:
      Initialization(weights: Initializer(.truncatedNormal(corrected: true), gain: 1))
    case .glorotNormal: Initialization(weights: Initializer(gain: 1, over: .average))
    case .glorotTruncatedCorrected:
      Initialization(weights: Initializer(.truncatedNormal(corrected: true), gain: 1, over: .average))
    case .glorotUniform: Initialization(weights: Initializer(.uniform, gain: 1, over: .average))
    case .orthogonal: Initialization(weights: Initializer(.orthogonal, gain: 1))
    case .orthogonalReLU: Initialization(weights: Initializer(.orthogonal, gain: 2))
    // The submatrix has half of the width, so that its gain is half of 2.
    case .gsm: Initialization(weights: Initializer(gain: 1, over: .out), isMirrored: true)
    case .orthogonalMirrored:
      Initialization(weights: Initializer(.deltaOrthogonal, gain: 1), isMirrored: true)
    case .pytorchDefault:
      // kaiming_uniform(a = √5) has gain 2 / (1 + a²) = 1/3, whose bound is 1/√fan-in: the bias's bound too.
      Initialization(
        weights: Initializer(.uniform, gain: 1.0 / 3), biases: Initializer(.uniform, gain: 1.0 / 3))
    case .zeros: Initialization(weights: .zero)
    case .identity: Initialization(weights: Initializer(.identity, gain: 1))
    case .truncatedSmall:
      Initialization(weights: Initializer(.truncatedNormal(corrected: false), gain: 0.02 * 0.02, over: .one))
    case .fixup: Initialization(weights: Initializer(gain: 2), scheme: .fixup)
    case .skipinit: Initialization(weights: Initializer(gain: 2), scheme: .zeroGain)
    case .rezero:
      Initialization(
        weights: Initializer(.uniform, gain: 1.0 / 3), biases: Initializer(.uniform, gain: 1.0 / 3),
        scheme: .zeroGain)
    case .zeroGamma: Initialization(weights: Initializer(gain: 2), scheme: .zeroGamma)
    case .lsuv: Initialization(weights: Initializer(.orthogonal, gain: 1), scheme: .unitVariance)
    }
  }
}

extension Initialization {
  /// The initialisation with a name or alias, `constant:VALUE`, or one whose name carries numbers
  /// (`ParametricInitialization`); nil where there is none.
  public init?(named name: String) {
    if let popular = PopularInitialization(named: name) {
      self = popular.initialization
    } else if case .constant(let value)? = Initializer.Law(rawValue: name) {
      self.init(weights: Initializer(.constant(value), gain: 0))
    } else if let law = ParametricInitialization.law(named: name) {
      self.init(weights: law)
    } else {
      return nil
    }
  }

  /// The popular name, or else the laws written out.
  public var name: String {
    if let popular = PopularInitialization.allCases.first(where: { $0.initialization == self }) {
      return popular.rawValue
    }
    let weights = (isMirrored ? "mirrored " : "") + Self.text(weights)
    let laws = laws.sorted { $0.key < $1.key }.map { ", \($0.key) \(Self.text($0.value))" }.joined()
    return weights + (biases == .zero ? "" : ", biases \(Self.text(biases))") + laws
      + (scheme.map { ", \($0.rawValue)" } ?? "")
  }

  private static func text(_ initializer: Initializer) -> String {
    if case .constant = initializer.law { return initializer.law.rawValue }
    let fan = initializer.fan == .one ? "" : "/fan-\(initializer.fan.rawValue)"
    return "\(initializer.law.rawValue) \(initializer.gain)\(fan)"
  }
}
