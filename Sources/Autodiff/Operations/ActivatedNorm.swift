import Numbers

/// A normalisation of each example and a function of each number in one pass, while these are near: what the norm leaves lies
/// nowhere, and is computed again where slopes are told from it.
///
/// A plan makes it of `ExampleNorm` and a `Pointwise`, whose numbers it computes.
struct ActivatedNorm: Operation {
  let norm: ExampleNorm
  let function: any Pointwise

  /// What the norm reads, and the output where slopes are told from it.
  var backwardReads: BackwardReads {
    function.slopeSource == .output ? norm.backwardReads.union(.output) : norm.backwardReads
  }

  /// As the norm's.
  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try norm.shape(of: inputs) }

  /// As the norm's.
  func scratchBytes(for inputs: [Shape]) -> Int { norm.scratchBytes(for: inputs) }

  /// y ← f(norm x).
  func forward(_ at: Site) {
    if at.lanes > 1 { return PanelNorm(norm, then: function, at).forward() }
    norm.forward(at)
    for i in at.output.indices { at.output[i] = function.value(at.output[i]) }
  }

  /// dy ← dy f′, and then what the norm makes of it.
  func backward(_ at: Site) { PanelNorm(norm, then: function, at).backward() }
}
