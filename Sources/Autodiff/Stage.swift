import Numbers

/// Some of a plan's steps, one after another, that a workspace replays together.
///
/// Between two stages a workspace can be looked at, and its numbers be changed.
public struct Stage: Hashable, Sendable {
  let steps: Range<Int>
}

extension Plan {
  /// The steps in parts: up to and with the one that makes each of these values, in the order in which they
  /// were recorded, and last what is left, if any.
  ///
  /// Replayed one after another, or backwards from the last one, they are the whole plan. Each value must be
  /// kept.
  public func stages(endingWith values: [Value]) -> [Stage] {
    var stages: [Stage] = []
    var first = 0
    for value in values {
      guard let last = steps.firstIndex(where: { $0.output == value.index }), last >= first else {
        preconditionFailure("a stage ends with a result that is kept, behind the one before it")
      }
      stages.append(Stage(steps: first..<last + 1))
      first = last + 1
    }
    if first < steps.count { stages.append(Stage(steps: first..<steps.count)) }
    return stages
  }
}

extension Workspace {
  /// Computes the values of a stage, after those of the stages before it.
  public mutating func forward(_ stage: Stage) {
    for i in stage.steps { plan.steps[i].operation.forward(sites[i, 0]) }
  }

  /// Computes the gradients that a stage passes on, after those of the stages behind it; the last stage
  /// begins with the loss.
  public mutating func backward(_ stage: Stage) {
    if stage.steps.upperBound == plan.steps.count { beginGradients(share: 1, adding: false) }
    for i in stage.steps.reversed() where plan.hasGradient[plan.steps[i].output] {
      plan.steps[i].operation.backward(sites[i, 0])
    }
  }

  /// The mean of the squares of a value's numbers, those that fill up its last panel among them.
  public func meanSquare(of value: Value) -> Double {
    Numbers.meanSquare(UnsafeBufferPointer(region(value)).span)
  }

  /// The same of the loss's gradient with respect to a value, between the stage that reads the value and the
  /// one that makes it; where a rectifier lets no gradient pass, it counts as 0.
  public func gradientMeanSquare(of value: Value) -> Double {
    let (numbers, gradients) = (region(value), gradientRegion(value))
    guard plan.isRectified[value.index] else {
      return Numbers.meanSquare(UnsafeBufferPointer(gradients).span)
    }
    var sum = 0.0
    // There nobody computes it, and what lies there is of an earlier pass.
    for i in gradients.indices where numbers[i] != 0 { sum += Double(gradients[i]) * Double(gradients[i]) }
    return sum / Double(gradients.count)
  }

  /// The loss's gradient with respect to a value, row after row, copied, between the stage that reads the value and the one that
  /// makes it; where a rectifier lets no gradient pass, it is 0.
  public func gradientRows(of value: Value) -> [Real] {
    let shape = plan.entries[value.index].shape
    let (numbers, gradients) = (region(value), gradientRegion(value))
    let isRectified = plan.isRectified[value.index]
    return (0..<rows).flatMap { row in
      (0..<shape.size).map { number in
        let place = shape.layout.place(of: number, row: row, size: shape.size, lanes: lanes)
        // There nobody computes it, and what lies there is of an earlier pass.
        return isRectified && numbers[place] == 0 ? 0 : gradients[place]
      }
    }
  }

  /// Multiplies a value's numbers by 2^`exponent`, exactly unless they leave the range of `Real`.
  public mutating func scale(_ value: Value, exponent: Int) {
    multiply(region(value), exponent)
  }

  /// Multiplies the loss's gradient with respect to a value likewise, between the stage that reads the value
  /// and the one that makes it.
  public mutating func scaleGradient(of value: Value, exponent: Int) {
    multiply(gradientRegion(value), exponent)
  }

  private func gradientRegion(_ value: Value) -> UnsafeMutableBufferPointer<Real> {
    guard let start = layout.gradients[value.index] else {
      preconditionFailure("the loss does not depend on a parameter through this value")
    }
    return UnsafeMutableBufferPointer(rebasing: gradients[start..<start + region(value).count])
  }

  /// The power itself may lie beyond the range where the product does not, so that it is taken in parts.
  private func multiply(_ numbers: UnsafeMutableBufferPointer<Real>, _ exponent: Int) {
    let most = 100
    var rest = exponent
    while rest != 0 {
      let part = min(max(rest, -most), most)
      let factor = Real(sign: .plus, exponent: .init(part), significand: 1)
      for i in numbers.indices { numbers[i] *= factor }
      rest -= part
    }
  }
}
