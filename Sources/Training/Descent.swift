import Autodiff
import Forms
import Numbers

/// An optimiser at work: the rule, and what it remembers from step to step.
///
/// A `Trainer` has one of its own; a plan of one's own is trained by `forward`, `backward` and `step` in turn.
public struct Descent {
  private let rule: any UpdateRule
  private let parameterCount: Int
  /// One number a parameter for each of the rule's memories, one memory after another.
  private var numbers: [Real]
  /// How many steps were taken.
  var steps = 0

  private let optimizer: Optimizer
  /// The weights that learn at rates of their own, or all of them, and what the rate is multiplied by.
  private let pieces: [(range: Range<Int>, factor: Double)]

  /// An optimiser that has taken no step yet.
  ///
  /// - Throws: `FieldError` where a pattern of its rates matches no parameter, or two match the same.
  public init(_ optimizer: Optimizer, on workspace: borrowing Workspace) throws(FieldError) {
    self.optimizer = optimizer
    rule = optimizer.rule
    parameterCount = workspace.paddedParameterCount
    pieces = try optimizer.pieces(of: workspace)
    numbers = Array(repeating: 0, count: rule.memories.count * parameterCount)
  }

  /// Whether a weight of gradient 0 stays as it is, and others move by so little a step that no loss can overflow.
  var movesByGradientAlone: Bool {
    rule.movesByGradientAlone && optimizer.rateFactors.values.allSatisfy { $0 <= 1 }
  }

  /// Moves all parameters by one step, given their gradients as `Workspace.backward` has left them.
  public mutating func step(_ workspace: inout Workspace) {
    steps += 1
    if let clip = optimizer.clip {
      // As PyTorch has it, so that no gradient is divided by zero.
      let factor = clip / (workspace.gradientNorm + 1e-6)
      if factor < 1 { workspace.scaleGradients(by: Real(factor)) }
    }
    let rate = rule.rate * min(1, Double(steps) / Double(optimizer.warmup ?? 1))
    let (rule, number, pieces, stride) = (rule, steps, pieces, parameterCount)
    numbers.withUnsafeMutableBufferPointer { numbers in
      workspace.updateParameters { weights, gradients in
        weights.withUnsafeMutableBufferPointer { weights in
          for piece in pieces {
            let range = piece.range
            var part = UnsafeMutableBufferPointer(rebasing: weights[range]).mutableSpan
            var memories = UnsafeMutableBufferPointer(
              rebasing: numbers[min(range.lowerBound, numbers.count)...]
            ).mutableSpan
            rule.step(
              UpdateStep(number: number, rate: rate * piece.factor, stride: stride), &part,
              gradients.extracting(range), &memories)
          }
        }
      }
    }
  }

  /// The names and shapes of what the rule remembers.
  var shapes: [(name: String, shape: [Int])] { rule.memories.map { ($0, [parameterCount]) } }

  /// What the rule remembers, as a run's state keeps it.
  var memories: [Tensor] {
    shapes.enumerated().map { place, memory in
      Tensor(memory.name, shape: memory.shape, numbers.span.extracting(range(place)))
    }
  }

  /// Remembers what a state has kept, memory by memory.
  mutating func remember(_ memories: ArraySlice<Tensor>) {
    for (place, memory) in memories.enumerated() {
      let range = range(place)
      numbers.withUnsafeMutableBufferPointer { all in
        var part = UnsafeMutableBufferPointer(rebasing: all[range]).mutableSpan
        memory.copy(to: &part)
      }
    }
  }

  private func range(_ place: Int) -> Range<Int> {
    place * parameterCount..<(place + 1) * parameterCount
  }
}
