extension JacobianMoments {
  /// How much the mean of Z² over the entries of one net varies from net to net: at most so many squared
  /// means.
  ///
  /// It tells how many nets an estimate of E[Z²] takes. Exact for one input and normal weights: a column's
  /// squared length has E‖v‖⁴ / E[‖v‖²]² = Π (1 + 5/n_j) before the last layer, whose outputs add 2/n, or
  /// 5/n where they are rectified. Averaging over several inputs makes it less, and so do weights of lighter
  /// tails.
  public var squareSpread: Double {
    func factor(_ layer: LayerMoments, _ spread: Double) -> Double { 1 + spread / Double(layer.width) }
    let last = factor(output, isRectified ? output.rectifier.spread : 2)
    return hidden.reduce(last) { $0 * factor($1, $1.rectifier.spread) } - 1
  }
}
