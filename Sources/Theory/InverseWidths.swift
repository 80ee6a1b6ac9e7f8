/// Sums of reciprocal widths: the one number in which a fully connected net's arrangement enters.
///
/// Source: Hanin & Rolnick 2018, figure 3(b); Hanin 2018; Hanin & Nica 2018 for the factor 5.
public enum InverseWidths {
  /// Σ 1/n_j over the hidden layers, the abscissa of figure 3(b) of Hanin & Rolnick 2018.
  public static func sum(_ widths: [Int]) -> Double {
    widths.reduce(0) { total, width in
      precondition(width > 0, "a layer has at least one unit")
      return total + 1 / Double(width)
    }
  }

  /// β = 5 Σ 1/n_j of ReLU layers, the variance of ln M_d of a net that keeps lengths in the wide limit.
  ///
  /// So for independent weights of any law, whose form matters only to the order of 1/n² in a layer, as long
  /// as not a few large numbers make up the input (Hanin & Nica 2018). e^β bounds E[M_d²] / E[M_d]² from
  /// above, which is Π (1 + 5/n_j) for normal weights, and less for lighter tails and for orthonormal and
  /// mirrored weights. Other rectifiers have another number in place of 5 (``Rectifier/spread``).
  public static func beta(_ widths: [Int], rectifier: Rectifier = .relu) -> Double {
    rectifier.spread * sum(widths)
  }

  /// The widths, all multiplied by the least factor that brings β to `limit` and rounded up.
  ///
  /// β is inversely proportional to the factor, so that it is β / limit; where `limit` is not passed, 1.
  public static func widened(_ widths: [Int], beta limit: Double, rectifier: Rectifier = .relu) -> [Int] {
    precondition(limit > 0, "no widths have a β of 0")
    let factor = max(1, beta(widths, rectifier: rectifier) / limit)
    // Less a rounding error, or 30 · 5/3 would come out as 51.
    return widths.map { Int((Double($0) * factor * (1 - 1e-12)).rounded(.up)) }
  }
}
