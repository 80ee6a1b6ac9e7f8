extension Recording {
  /// The steps, with operations fused that can be: where the first one's output is neither kept nor read by any other, and
  /// biases learn, whose gradients fused operations sum.
  func fusedSteps(keeping kept: Set<Int>) -> [Step] {
    var uses = entries.map { _ in 0 }
    for step in steps {
      for input in step.inputs { uses[input] += 1 }
    }
    var fused: [Step] = []
    for step in steps {
      var step = step
      while let first = step.inputs.first, uses[first] == 1, !kept.contains(first),
        step.inputs.dropFirst().allSatisfy({ entries[$0].shape.isBatched || entries[$0].role != .input }),
        let maker = fused.firstIndex(where: { $0.output == first }),
        let both = (fused[maker].operation as? any Fusible)?.fused(with: step.operation)
      {
        let inputs = fused.remove(at: maker).inputs + step.inputs.dropFirst()
        step = Step(operation: both, inputs: inputs, output: step.output)
      }
      fused.append(step)
    }
    return fused
  }
}
