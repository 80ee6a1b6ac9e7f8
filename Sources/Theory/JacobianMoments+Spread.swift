extension JacobianMoments {
  /// How much the mean of Z² over the entries of one net varies from net to net: at most so many squared means.
  ///
  /// It tells how many nets an estimate of E[Z²] takes. Exact for one input: a column's squared length has
  /// E‖v‖⁴ / E[‖v‖²]² = Π (1 + 5/n_j) before the last layer, whose outputs add 2/n, or 5/n where they are rectified; averaging
  /// over several inputs makes it less.
  public var squareSpread: Double {
    let last = 1 + (isRectified ? 5 : 2) / Double(output.width)
    return SecondMoment.ratio(widths: hidden.map(\.width)) * last - 1
  }
}
