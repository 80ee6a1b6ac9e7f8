extension PopularInitialization {
  /// All initialisations that have names, in the order in which lists tell of them.
  public static let allCases: [PopularInitialization] = [
    heNormal, heUniform, heTruncated, heTruncatedCorrected, heDoubled,
    lecunNormal, lecunUniform, lecunTruncatedCorrected,
    glorotNormal, glorotTruncatedCorrected, glorotUniform,
    orthogonal, orthogonalReLU, gsm, orthogonalMirrored,
    pytorchDefault, zeros, identity, truncatedSmall,
    fixup, skipinit, rezero, zeroGamma, lsuv, critical,
  ]

  /// Normal, Var[w] = 2 / fan-in (He et al. 2015).
  public static let heNormal = Self(
    "he-normal", or: "kaiming-normal",
    as: "normal, Var[w] = 2/fan-in: He et al. 2015, PyTorch's kaiming_normal_",
    Initialization(weights: Initializer(gain: 2)))

  /// Uniform, Var[w] = 2 / fan-in.
  public static let heUniform = Self(
    "he-uniform", or: "kaiming-uniform",
    as: "uniform, 2/fan-in: PyTorch's kaiming_uniform_, he_uniform of Keras and JAX",
    Initialization(weights: Initializer(.uniform, gain: 2)))

  /// Normal cut at two deviations, not corrected: Var[w] = 0.774 · 2 / fan-in.
  public static let heTruncated = Self(
    "he-truncated", or: "he-truncated-normal", "kaiming-truncated",
    as: "normal cut at 2σ, 0.774 · 2/fan-in: Keras's he_normal before 2.2",
    Initialization(weights: Initializer(.truncatedNormal(corrected: false), gain: 2)))

  /// Normal cut at two deviations and corrected: Var[w] = 2 / fan-in.
  public static let heTruncatedCorrected = Self(
    "he-truncated-corrected", or: "keras-he-normal", "jax-he-normal",
    as: "normal cut at 2σ, widened to 2/fan-in: he_normal of Keras and JAX",
    Initialization(weights: Initializer(.truncatedNormal(corrected: true), gain: 2)))

  /// Normal with twice He's variance, 4 / fan-in (paper A, figure 1).
  public static let heDoubled = Self(
    "he-doubled", or: "2x-he-normal", "he-normal-doubled",
    as: "normal, 4/fan-in: Hanin & Rolnick 2018",
    Initialization(weights: Initializer(gain: 4)))

  /// Normal, Var[w] = 1 / fan-in (LeCun et al. 1998).
  public static let lecunNormal = Self(
    "lecun-normal",
    as: "normal, 1/fan-in: LeCun et al. 1998; that of Keras and JAX is cut",
    Initialization(weights: Initializer(gain: 1)))

  /// Uniform, Var[w] = 1 / fan-in.
  public static let lecunUniform = Self(
    "lecun-uniform",
    as: "uniform, 1/fan-in: lecun_uniform of Keras and JAX",
    Initialization(weights: Initializer(.uniform, gain: 1)))

  /// Normal cut at two deviations and corrected: Var[w] = 1 / fan-in (what Flax's layers do unasked).
  public static let lecunTruncatedCorrected = Self(
    "lecun-truncated-corrected", or: "keras-lecun-normal", "jax-lecun-normal", "flax-default",
    as: "normal cut at 2σ, widened to 1/fan-in: lecun_normal of Keras and JAX",
    Initialization(weights: Initializer(.truncatedNormal(corrected: true), gain: 1)))

  /// Normal, Var[w] = 2 / (fan-in + fan-out).
  public static let glorotNormal = Self(
    "glorot-normal", or: "xavier-normal",
    as: "normal, 2/(fan-in + fan-out): PyTorch's xavier_normal_; that of Keras and JAX is cut",
    Initialization(weights: Initializer(gain: 1, over: .average)))

  /// Normal cut at two deviations and corrected: Var[w] = 2 / (fan-in + fan-out).
  public static let glorotTruncatedCorrected = Self(
    "glorot-truncated-corrected", or: "keras-glorot-normal", "jax-glorot-normal",
    as: "normal cut at 2σ, widened to 2/(fan-in + fan-out): glorot_normal of Keras and JAX",
    Initialization(weights: Initializer(.truncatedNormal(corrected: true), gain: 1, over: .average)))

  /// Uniform, Var[w] = 2 / (fan-in + fan-out) (Glorot and Bengio 2010).
  public static let glorotUniform = Self(
    "glorot-uniform", or: "xavier-uniform", "keras-default",
    as: "uniform, 2/(fan-in + fan-out): Glorot & Bengio 2010, PyTorch's xavier_uniform_, Keras and JAX",
    Initialization(weights: Initializer(.uniform, gain: 1, over: .average)))

  /// Orthonormal rows or columns (Saxe et al. 2014), with gain 1 as in PyTorch and Keras.
  public static let orthogonal = Self(
    "orthogonal",
    as: "orthonormal rows or columns: Saxe et al. 2014, PyTorch, Keras and JAX",
    Initialization(weights: Initializer(.orthogonal, gain: 1)))

  /// Orthonormal rows or columns times √2, the gain that PyTorch recommends for ReLU.
  public static let orthogonalReLU = Self(
    "orthogonal-relu",
    as: "orthonormal rows or columns times √2: PyTorch's gain for ReLU",
    Initialization(weights: Initializer(.orthogonal, gain: 2)))

  /// Gaussian submatrices in opposite pairs: the network begins as a linear one (Burkholz & Dubatovka 2019).
  public static let gsm = Self(
    "gsm", or: "gaussian-mirrored",
    as: "normal in opposite pairs, 2/width: Burkholz & Dubatovka 2019",
    // The submatrix has half of the width, so that its gain is half of 2.
    Initialization(weights: Initializer(gain: 1, over: .out), isMirrored: true))

  /// Orthonormal submatrices in opposite pairs, of filters the middles alone: the network begins as a linear one that keeps
  /// lengths as they are (Burkholz & Dubatovka 2019).
  public static let orthogonalMirrored = Self(
    "orthogonal-mirrored", or: "delta-orthogonal-mirrored", "looks-linear",
    as: "orthonormal in opposite pairs: Burkholz & Dubatovka 2019",
    Initialization(weights: Initializer(.deltaOrthogonal, gain: 1), isMirrored: true))

  /// What PyTorch's Linear and Conv do unasked: uniform, weights and biases within ±1/√fan-in.
  public static let pytorchDefault = Self(
    "pytorch-default", or: "kaiming-uniform-a5",
    as: "uniform, weights and biases within 1/√fan-in: PyTorch's layers unasked",
    // kaiming_uniform(a = √5) has gain 2 / (1 + a²) = 1/3, whose bound is 1/√fan-in: the bias's bound too.
    Initialization(
      weights: Initializer(.uniform, gain: 1.0 / 3), biases: Initializer(.uniform, gain: 1.0 / 3)))

  /// All weights and biases zero.
  public static let zeros = Self(
    "zeros", or: "zero",
    as: "all weights and biases zero",
    Initialization(weights: .zero))

  /// An input passes as it is.
  public static let identity = Self(
    "identity", or: "dirac",
    as: "an input passes as it is: PyTorch's eye_ and dirac_",
    Initialization(weights: Initializer(.identity, gain: 1)))

  /// Normal, of standard deviation 0.02, cut at two of them (ViT's; GPT's is not cut).
  public static let truncatedSmall = Self(
    "truncated-small", or: "vit-default",
    as: "normal of deviation 0.02 cut at 2σ: Dosovitskiy et al. 2021 (ViT)",
    Initialization(weights: Initializer(.truncatedNormal(corrected: false), gain: 0.02 * 0.02, over: .one)))

  /// He's law, rescaled in branches, whose last product is zero, with numbers that are learnt (Zhang et al. 2019).
  public static let fixup = Self(
    "fixup",
    as: "He's, rescaled in residual branches that end in zero, without norm: Zhang et al. 2019",
    Initialization(weights: Initializer(gain: 2), scheme: Fixup()))

  /// He's law, and branches that begin multiplied by a learnt 0 (De & Smith 2020).
  public static let skipinit = Self(
    "skipinit",
    as: "He's, residual branches times a learnt 0: De & Smith 2020",
    Initialization(weights: Initializer(gain: 2), scheme: ZeroGain()))

  /// PyTorch's own law, and branches that begin multiplied by a learnt 0 (Bachlechner et al. 2021).
  public static let rezero = Self(
    "rezero",
    as: "PyTorch's, residual branches times a learnt 0: Bachlechner et al. 2021",
    Initialization(
      weights: pytorchDefault.initialization.weights, biases: pytorchDefault.initialization.biases,
      scheme: ZeroGain()))

  /// He's law, and branches whose last normalisation begins with gains of 0 (Goyal et al. 2017).
  public static let zeroGamma = Self(
    "zero-gamma",
    as: "He's, last normalisation of residual branches of gain 0: Goyal et al. 2017",
    Initialization(weights: Initializer(gain: 2), scheme: ZeroGamma()))

  /// Orthonormal, then scaled layer after layer until a batch's outputs have variance 1 (Mishkin & Matas 2016).
  public static let lsuv = Self(
    "lsuv",
    as: "orthonormal, scaled until a batch's outputs have variance 1: Mishkin & Matas 2016",
    Initialization(weights: Initializer(.orthogonal, gain: 1), scheme: UnitVariance()))

  /// Normal, with weights and biases on the critical line of the activation before them and of its noise (Schoenholz et al. 2017).
  public static let critical = Self(
    "critical", or: "edge-of-chaos",
    as: "normal, on the critical line of each activation and its noise: Schoenholz et al. 2017",
    Initialization(weights: Initializer(gain: 1), scheme: CriticalVariance()))
}
