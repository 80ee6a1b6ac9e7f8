import Foundation

extension JacobianMoments {
  /// E[V^power] of the factor V by which a net multiplies the length of a small piece of a line through a point, the area of one of a
  /// plane, or the volume of one of any flat; nil for weights that are not normal.
  ///
  /// Exact for every input and every flat. The flat's directions v_1 … v_m go through the layers as columns of the Jacobian do, and V²
  /// is the determinant of their products v_i · v_k, which is the sum of the Jacobian's squared m × m minors. A unit sees of them
  /// the numbers r = (w · v_1, …, w · v_m). It is active for one of the weights w and −w, which give the same r rᵀ, so that, given
  /// the layers before, K ~ Binomial(n, 1/2) units are active whatever their r are. The products behind the layer are the sum
  /// of r rᵀ over these: a Wishart matrix of K degrees of freedom, whose determinant is that before the layer times
  /// σ²ᵐ χ²_K χ²_{K−1} … χ²_{K−m+1}, independent factors, and 0 where K < m (Bartlett 1933). A last linear layer has K = n. So V is a
  /// product of independent factors, one a layer, and for He's variance and rectified outputs
  ///
  ///     E length = √(n_L / n_0) Π E √((2 / n_l) χ²_K),    E area = (n_L / n_0) Π (1 − 2 (1 − 2^−n_l) / n_l).
  ///
  /// What is measured of a whole segment or piece of a plane is the mean of V over its points. Its expectation is that of V,
  /// and by Jensen's inequality its higher moments are at most those of V, and its moments below the first at least.
  ///
  /// Source: own derivation; Hanin, Jeong & Rolnick 2021, *Deep ReLU Networks Preserve Expected Length*, has the bounds that
  /// follow from it. Biases of any symmetric law would change nothing, as they change sign with the weights. Complexity: O(Σ n).
  ///
  /// - Parameters:
  ///   - dimension: The flat's dimension m: 1 for lengths, 2 for areas.
  ///   - power: A positive number.
  public func distortion(dimension: Int, power: Double = 1) -> Double? {
    precondition(dimension > 0 && power > 0, "a piece has a dimension, and a moment is of a positive power")
    guard isNormal else { return nil }
    func scale(_ layer: LayerMoments) -> Double { pow(layer.weightVariance, Double(dimension) * power / 2) }
    func determinant(_ degrees: Int) -> Double {
      degrees < dimension
        ? 0 : exp((0..<dimension).reduce(0) { $0 + Self.logMoment(power, ofChi: degrees - $1) })
    }
    func rectified(_ layer: LayerMoments) -> Double {
      var logShare = -Double(layer.width) * log(2)
      return scale(layer)
        * (1...layer.width).reduce(0) { sum, active in
          // Binomial weights in log space, or 2^−n underflows from n = 1075.
          logShare += log(Double(layer.width - active + 1) / Double(active))
          return sum + exp(logShare) * determinant(active)
        }
    }
    let last = isRectified ? rectified(output) : scale(output) * determinant(output.width)
    return hidden.reduce(last) { $0 * rectified($1) }
  }

  /// ln E[χ_k^power].
  private static func logMoment(_ power: Double, ofChi degrees: Int) -> Double {
    let half = Double(degrees) / 2
    return power / 2 * log(2) + lgamma(half + power / 2) - lgamma(half)
  }
}
