import Autodiff
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

  /// An optimiser that has taken no step yet.
  ///
  /// - Parameter parameterCount: `Workspace.paddedParameterCount`.
  public init(_ optimizer: Optimizer, parameterCount: Int) {
    rule = optimizer.rule
    self.parameterCount = parameterCount
    numbers = Array(repeating: 0, count: rule.memories.count * parameterCount)
  }

  /// Whether a weight of gradient 0 stays as it is, and others move by so little a step that no loss can overflow.
  var movesByGradientAlone: Bool { rule.movesByGradientAlone }

  /// Moves all parameters by one step, given their gradients as `Workspace.backward` has left them.
  public mutating func step(_ workspace: inout Workspace) {
    steps += 1
    let (rule, number) = (rule, steps)
    var memories = numbers.mutableSpan
    workspace.updateParameters { weights, gradients in
      rule.step(number, &weights, gradients, &memories)
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
