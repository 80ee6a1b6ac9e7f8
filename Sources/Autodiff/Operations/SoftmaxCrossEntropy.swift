import Foundation

/// The mean over a batch of −ln p(label), where p is the softmax of the logits.
///
/// Takes logits [n, k] and labels [n], class numbers 0 ..< k written as `Real`. The largest logit is subtracted before
/// exponentials are taken, so finite logits of any size give a finite loss.
public struct SoftmaxCrossEntropy: Operation {
  /// The loss.
  public init() {}

  /// The softmax is computed again from the logits, rather than kept.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, k] and [n] give a single number.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[0].extents.count == 1 else {
      throw ShapeMismatch("the logits must be a batch of vectors [n, classes]")
    }
    guard inputs[1] == .batch() else { throw ShapeMismatch("the labels must be one number an example, [n]") }
    return .fixed()
  }

  /// The mean of ln Σ exp(xᵢ) − x_label, summed in Double.
  public func forward(_ at: Site) {
    let (x, labels, classes) = (at[0], at[1], at.size(0))
    var sum = 0.0
    for row in 0..<at.rows {
      let logits = UnsafeMutableBufferPointer(rebasing: x[row * classes..<(row + 1) * classes])
      let (largest, total) = normalizer(logits)
      sum += Double(largest + log(total) - logits[label(labels, row, classes)])
    }
    at.output[0] = Real(sum / Double(at.rows))
  }

  /// dx ← (softmax(x) − onehot(label)) dy / n.
  public func backward(_ at: Site) {
    guard let dx = at.gradient(0) else { return }
    let (x, labels, classes) = (at[0], at[1], at.size(0))
    let scale = at.outputGradient[0] / Real(at.rows)
    for row in 0..<at.rows {
      let range = row * classes..<(row + 1) * classes
      let logits = UnsafeMutableBufferPointer(rebasing: x[range])
      let (largest, total) = normalizer(logits)
      let share = dx.part(range)
      let label = label(labels, row, classes)
      share.contribute { scale * (exp(logits[$0] - largest) / total - ($0 == label ? 1 : 0)) }
    }
  }

  /// The largest logit, and the sum of the exponentials of all logits less it.
  private func normalizer(_ logits: UnsafeMutableBufferPointer<Real>) -> (largest: Real, total: Real) {
    var largest = logits[0]
    for logit in logits where logit > largest { largest = logit }
    var total: Real = 0
    for logit in logits { total += exp(logit - largest) }
    return (largest, total)
  }

  private func label(_ labels: UnsafeMutableBufferPointer<Real>, _ row: Int, _ classes: Int) -> Int {
    let label = Int(labels[row])
    precondition(
      (0..<classes).contains(label), "label \(label) of example \(row) is none of \(classes) classes")
    return label
  }
}
