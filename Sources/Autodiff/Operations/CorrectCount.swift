import Numbers

/// How many examples of a batch have their largest logit at their label; one whose largest logit is infinite or no
/// number is not among them.
///
/// Takes logits [n, k] and labels [n], as `SoftmaxCrossEntropy` does. It has no gradient.
public struct CorrectCount: Operation {
  /// The count.
  public init() {}

  /// The backward pass reads nothing of the forward one.
  public var backwardReads: BackwardReads { [] }

  /// [n, k] and [n] give a single number.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try SoftmaxCrossEntropy().shape(of: inputs)
  }

  /// Of equal logits the first counts as the largest.
  public func forward(_ at: Site) {
    guard let labels = at[1].baseAddress else { return }
    let classes = at.size(0)
    var count: Real = 0
    at.forEachPanel(of: 0) { first, logits in
      let label = Lanes(at: labels + first)
      var named = Lanes(repeating: .nan)
      for number in 0..<classes {
        named.replace(with: Lanes(at: logits + number * Lanes.scalarCount), where: label .== Real(number))
      }
      var isLargest = (named .> -.infinity) .& (named .< .infinity)
      for number in 0..<classes {
        let logit = Lanes(at: logits + number * Lanes.scalarCount)
        isLargest .&= (logit .< named) .| ((logit .== named) .& (label .<= Real(number)))
      }
      let correct = Lanes.zero.replacing(with: 1, where: isLargest)
      for lane in 0..<min(Lanes.scalarCount, at.rows - first) { count += correct[lane] }
    }
    at.output[0] = count
  }

  /// A count has no gradient to pass on.
  public func backward(_ at: Site) {}
}
