import Numbers

/// The forward pass of `ExampleNorm` over one example alone.
struct RowNorm {
  private let norm: ExampleNorm
  private let at: Site
  private let gains: UnsafeMutableBufferPointer<Real>
  /// The numbers of a group, and those of them that take the same gain.
  private let count, run: Int

  init(_ norm: ExampleNorm, _ at: Site) {
    (self.norm, self.at) = (norm, at)
    gains = at[1]
    count = at.size(0) / norm.groups
    run = at.size(0) / at.size(1)
  }

  func forward() {
    let (memo, y) = (at[norm.isCentred ? 3 : 2], at.output)
    guard let x = at[0].baseAddress else { return }
    for group in 0..<norm.groups {
      let first = group * count
      let mean = norm.isCentred ? Lanes.sum(x + first, count) / Real(count) : 0
      let square = Lanes.sumOfSquares(x + first, count, about: mean)
      let scale = 1 / (square / Real(count) + norm.epsilon).squareRoot()
      (memo[2 * group], memo[2 * group + 1]) = (mean, scale)
      for start in stride(from: first, to: first + count, by: run) {
        let gain = start / run
        let (factor, bias) = (scale * gains[gain], norm.isCentred ? at[2][gain] : 0)
        for i in start..<start + run { y[i] = (x[i] - mean) * factor + bias }
      }
    }
  }
}
