import Wording

/// The law from which a layer's weights are drawn: its form, a gain and a fan, with Var[w] = gain / fan.
///
/// Every popular initialiser is one value of this type.
public struct Initializer: Hashable, Codable, Sendable {
  /// The law's form.
  public var law: Law
  /// The numerator of the variance; 2 is He's, 1 LeCun's and Glorot's.
  public var gain: Double
  /// The denominator of the variance.
  public var fan: Fan

  /// The form of a law.
  public enum Law: Hashable, Sendable {
    /// Normal, of mean 0.
    case normal
    /// Uniform on an interval about 0.
    case uniform
    /// Laplace's, exponential to both sides of 0: its tails are heavier than normal ones.
    case laplace
    /// Normal, drawn again beyond two standard deviations; where not `corrected`, its variance is 0.774 of
    /// what gain and fan say, as in PyTorch and in Keras before version 2.2.
    case truncatedNormal(corrected: Bool)
    /// √gain times a matrix with orthonormal rows (or columns, where those are fewer), uniform among such
    /// matrices; one for each group of units that see inputs of their own.
    case orthogonal
    /// The same in the middle of every filter, and zeros about it, so that an image's pixels are turned one
    /// by one (Xiao et al. 2018); for a product with vectors no other than `orthogonal`.
    case deltaOrthogonal
    /// √gain where a unit meets the input of its own number in its group, in the middle of a filter, and zeros elsewhere: an input passes
    /// as it is (`eye_` and `dirac_` of PyTorch).
    case identity
    /// The same number everywhere.
    case constant(Double)
  }

  /// The denominator of a variance.
  public enum Fan: String, CaseIterable, Codable, Sendable {
    /// The fan-in.
    case `in`
    /// The fan-out.
    case out
    /// The mean of both.
    case average
    /// One: the gain is the variance itself.
    case one
  }

  /// A law of a form with Var[w] = gain / fan.
  public init(_ law: Law = .normal, gain: Double, over fan: Fan = .in) {
    self.law = law
    self.gain = gain
    self.fan = fan
  }

  /// All numbers are zero.
  public static let zero = Initializer(.constant(0), gain: 0)

  /// The standard deviation that gain and fan say, before any truncation.
  func nominalDeviation(_ fans: Fans) -> Double {
    nominalVariance(fans).squareRoot()
  }

  /// The variance that gain and fan say, before any truncation.
  private func nominalVariance(_ fans: Fans) -> Double {
    switch fan {
    case .in: gain / Double(fans.fanIn)
    case .out: gain / Double(fans.fanOut)
    case .average: gain / (Double(fans.fanIn + fans.fanOut) / 2)
    case .one: gain
    }
  }

  /// The second moment E[w²] of one weight, averaged over a filter; for every law but a constant other than
  /// 0 it is the variance.
  ///
  /// A filter's pixels are columns of an orthogonal matrix, a group's units × fan-in; a delta-orthogonal one, units ×
  /// channels, has the middles alone.
  public func secondMoment(_ fans: Fans) -> Double {
    switch law {
    case .normal, .uniform, .laplace, .truncatedNormal(corrected: true): nominalVariance(fans)
    case .truncatedNormal(corrected: false): nominalVariance(fans) * Self.truncatedVariance
    case .orthogonal: gain / Double(max(fans.fanIn, fans.ownFanOut / fans.receptiveField))
    case .deltaOrthogonal, .identity: gain / Double(max(fans.fanIn, fans.ownFanOut))
    case .constant(let value): value * value
    }
  }

  /// The second moment E[b²] of one bias of a layer whose weights have these fans.
  ///
  /// Orthogonal biases are one column, a vector of a random direction.
  public func biasSecondMoment(_ fans: Fans) -> Double {
    isOrthogonal ? gain / Double(fans.units) : secondMoment(fans)
  }

  /// E[w⁴] / E[w²]² − 3 of one weight, where weights are independent: 0 for normal ones; nil for orthogonal
  /// ones, which are not, and for a constant.
  public var excessKurtosis: Double? {
    switch law {
    case .normal: 0
    case .uniform: -1.2
    case .laplace: 3
    case .truncatedNormal: Self.truncatedExcess
    case .orthogonal, .deltaOrthogonal, .identity, .constant: nil
    }
  }

  /// Whether biases of the law make no number less normal that wide layers give: those that are not normal must fall with the width.
  public var areNearlyNormal: Bool { fan != .one || (excessKurtosis ?? 0) == 0 }

  /// Whether rows or columns are orthonormal, up to a factor.
  public var isOrthogonal: Bool {
    switch law {
    case .orthogonal, .deltaOrthogonal: true
    case .normal, .uniform, .laplace, .truncatedNormal, .identity, .constant: false
    }
  }

  /// Whether w and −w have the same law, which the theory of mean lengths needs.
  public var isSymmetric: Bool {
    switch law {
    case .constant(let value): value == 0
    case .identity: gain == 0
    case .normal, .uniform, .laplace, .truncatedNormal, .orthogonal, .deltaOrthogonal: true
    }
  }

  /// The variance of a standard normal number truncated at ±2: 1 − 4 φ(2) / (2 Φ(2) − 1).
  public static let truncatedVariance = 0.773_741_303_549_923_9

  /// The excess kurtosis of the same number: by parts E[x⁴] = 3 E[x²] − 16 φ(2) / (2 Φ(2) − 1) = 7 E[x²] − 4.
  static let truncatedExcess = (7 * truncatedVariance - 4) / (truncatedVariance * truncatedVariance) - 3
}

extension Initializer.Law: RawRepresentable, Codable {
  /// The law with a name: `normal`, `uniform`, `laplace`, `truncated-normal`, `truncated-normal-corrected`,
  /// `orthogonal`, `delta-orthogonal`, `identity` or `constant:VALUE`.
  public init?(rawValue: String) {
    switch rawValue {
    case "normal": self = .normal
    case "uniform": self = .uniform
    case "laplace": self = .laplace
    case "truncated-normal": self = .truncatedNormal(corrected: false)
    case "truncated-normal-corrected": self = .truncatedNormal(corrected: true)
    case "orthogonal": self = .orthogonal
    case "delta-orthogonal": self = .deltaOrthogonal
    case "identity": self = .identity
    default:
      let parts = rawValue.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "constant", let value = Double(word: parts[1]) else {
        return nil
      }
      self = .constant(value)
    }
  }

  /// The law's name.
  public var rawValue: String {
    switch self {
    case .normal: "normal"
    case .uniform: "uniform"
    case .laplace: "laplace"
    case .truncatedNormal(corrected: false): "truncated-normal"
    case .truncatedNormal(corrected: true): "truncated-normal-corrected"
    case .orthogonal: "orthogonal"
    case .deltaOrthogonal: "delta-orthogonal"
    case .identity: "identity"
    case .constant(let value): "constant:\(value)"
    }
  }
}
