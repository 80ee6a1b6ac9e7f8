/// How many examples of a batch have their largest logit at their label; one whose largest logit is infinite or no
/// number is not among them.
///
/// Takes logits [n, k] and labels [n], as `SoftmaxCrossEntropy` does. It has no gradient.
public struct CorrectCount: Operation {
  /// The count.
  public init() {}

  /// Nothing.
  public var backwardReads: BackwardReads { [] }

  /// [n, k] and [n] give a single number.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try SoftmaxCrossEntropy().shape(of: inputs)
  }

  /// Of equal logits the first counts as the largest.
  public func forward(_ at: Site) {
    let (x, labels) = (at[0], at[1])
    var count = 0
    for row in 0..<at.rows {
      var (best, largest) = (0, x[at.place(of: 0, row: row, input: 0)])
      for number in 1..<at.size(0) {
        let logit = x[at.place(of: number, row: row, input: 0)]
        if !(logit <= largest), !largest.isNaN { (best, largest) = (number, logit) }
      }
      if largest.isFinite, Real(best) == labels[row] { count += 1 }
    }
    at.output[0] = Real(count)
  }

  /// Nothing.
  public func backward(_ at: Site) {}
}
