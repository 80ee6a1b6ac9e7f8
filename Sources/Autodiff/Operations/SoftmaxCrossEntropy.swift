import Foundation
import Numbers

/// The mean over a batch of −Σ q ln p, where p is the softmax of the logits and q is 1 for the label and 0 for other
/// classes; smoothed by s, q is 1 − s + s / k for the label and s / k for each of the k − 1 others.
///
/// Takes logits [n, k] and labels [n], class numbers 0 ..< k written as `Real`. The largest logit is subtracted before
/// exponentials are taken, so finite logits of any size give a finite loss.
public struct SoftmaxCrossEntropy: Operation {
  /// The share of each label that all classes have in equal parts.
  public let smoothing: Real

  /// The loss.
  ///
  /// - Parameter smoothing: From 0, for none, to 1.
  public init(smoothing: Real = 0) {
    precondition((0...1).contains(smoothing), "a label cannot be smoothed by \(smoothing)")
    self.smoothing = smoothing
  }

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

  /// The mean of ln Σ exp(xᵢ) − x_label, smoothed plus s (x_label − mean x), summed in Double.
  public func forward(_ at: Site) {
    let (labels, classes) = (at[1], at.size(0))
    var sum = 0.0
    at.forEachPanel(of: 0) { first, logits in
      let (largest, total) = Self.normalizer(logits, classes)
      for lane in 0..<min(Lanes.scalarCount, at.rows - first) {
        let label = Int(labels[first + lane])
        precondition(
          (0..<classes).contains(label),
          "label \(label) of example \(first + lane) is none of \(classes) classes")
        sum += Double(largest[lane] + log(total[lane]) - logits[label * Lanes.scalarCount + lane])
        guard smoothing > 0 else { continue }
        let mean =
          (0..<classes).reduce(0.0) { $0 + Double(logits[$1 * Lanes.scalarCount + lane]) } / Double(classes)
        sum += Double(smoothing) * (Double(logits[label * Lanes.scalarCount + lane]) - mean)
      }
    }
    at.output[0] = Real(sum / Double(at.rows))
  }

  /// dx ← (softmax(x) − q) dy / n, and 0 for what is left over of the last panel.
  public func backward(_ at: Site) {
    guard let slot = at.gradient(0), let labels = at[1].baseAddress else { return }
    let classes = at.size(0)
    let weight = at.outputGradient[0] / Real(at.rows)
    let other = smoothing / Real(classes)
    at.forEachPanel(of: 0) { first, logits in
      let (largest, total) = Self.normalizer(logits, classes)
      let label = Lanes(at: labels + first)
      var scale = Lanes.zero
      for lane in 0..<min(Lanes.scalarCount, at.rows - first) { scale[lane] = weight }
      for number in 0..<classes {
        let probability = (Lanes(at: logits + number * Lanes.scalarCount) - largest).exponential / total
        let target = Lanes(repeating: other).replacing(
          with: other + 1 - smoothing, where: label .== Real(number))
        slot.contribute(scale * (probability - target), at: first * classes + number * Lanes.scalarCount)
      }
    }
  }

  /// For each of sixteen examples the largest logit, and the sum of the exponentials of all logits less it.
  @inline(__always)
  static func normalizer(
    _ logits: UnsafePointer<Real>, _ classes: Int
  ) -> (largest: Lanes, total: Lanes) {
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
