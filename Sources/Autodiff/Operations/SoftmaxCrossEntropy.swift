import Foundation
import Numbers

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
    let (labels, classes) = (at[1], at.size(0))
    var sum = 0.0
    at.forEachPanel(of: 0) { first, logits in
      let (largest, total) = normalizer(logits, classes)
      for lane in 0..<min(Lanes.scalarCount, at.rows - first) {
        let label = Int(labels[first + lane])
        precondition(
          (0..<classes).contains(label),
          "label \(label) of example \(first + lane) is none of \(classes) classes")
        sum += Double(largest[lane] + log(total[lane]) - logits[label * Lanes.scalarCount + lane])
      }
    }
    at.output[0] = Real(sum / Double(at.rows))
  }

  /// dx ← (softmax(x) − onehot(label)) dy / n, and 0 for what is left over of the last panel.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0), let dx = slot.buffer.baseAddress, let labels = at[1].baseAddress else {
      return
    }
    let classes = at.size(0)
    let weight = at.outputGradient[0] / Real(at.rows)
    at.forEachPanel(of: 0) { first, logits in
      let (largest, total) = normalizer(logits, classes)
      let label = Lanes(at: labels + first)
      var scale = Lanes.zero
      for lane in 0..<min(Lanes.scalarCount, at.rows - first) { scale[lane] = weight }
      for number in 0..<classes {
        let probability = (Lanes(at: logits + number * Lanes.scalarCount) - largest).exponential / total
        let onehot = Lanes.zero.replacing(with: 1, where: label .== Real(number))
        let place = dx + (first * classes + number * Lanes.scalarCount)
        let contribution = scale * (probability - onehot)
        (slot.isBegun ? Lanes(at: place) + contribution : contribution).store(at: place)
      }
    }
  }

  /// For each of sixteen examples the largest logit, and the sum of the exponentials of all logits less it.
  @inline(__always)
  private func normalizer(_ logits: UnsafePointer<Real>, _ classes: Int) -> (largest: Lanes, total: Lanes) {
    var largest = Lanes(at: logits)
    for number in 1..<classes {
      let logit = Lanes(at: logits + number * Lanes.scalarCount)
      largest.replace(with: logit, where: logit .> largest)
    }
    var total = Lanes.zero
    for number in 0..<classes {
      total += (Lanes(at: logits + number * Lanes.scalarCount) - largest).exponential
    }
    return (largest, total)
  }
}
