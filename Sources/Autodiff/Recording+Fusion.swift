extension Recording {
  /// The steps, with operations fused that can be: where the first one's output is neither kept nor read by any other.
  func fusedSteps(keeping kept: Set<Int>) -> [Step] {
    var uses = entries.map { _ in 0 }
    for step in steps {
      for input in step.inputs { uses[input] += 1 }
    }
    var fused: [Step] = []
    for step in steps {
      var step = step
      while let first = step.inputs.first, uses[first] == 1, !kept.contains(first),
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
