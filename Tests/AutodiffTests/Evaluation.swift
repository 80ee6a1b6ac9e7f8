import Autodiff
import Numbers
import TestSupport

/// What one operation gives in a plan without a loss, for numbers of the test's choosing.
func evaluate(
  _ operation: some Autodiff.Operation, _ inputs: [(shape: Shape, numbers: [Real])], rows: Int
) throws -> [Real] {
  try evaluate(inputs, rows: rows) { try $0.apply(operation, to: $1, layer: "it") }
}

/// What a test's own recording gives in a plan without a loss, where a single row does not lie in a panel.
///
/// `fusing` says whether operations become one that can.
func evaluate(
  _ inputs: [(shape: Shape, numbers: [Real])], rows: Int, fusing: Bool = true,
  _ record: (inout Recording, [Value]) throws -> Value
) throws -> [Real] {
  var recording = Recording()
  let values = inputs.enumerated().map { recording.input($1.shape, name: "input \($0)") }
  let output = try record(&recording, values)
  var workspace = Workspace(Plan(recording, keeping: [output], fusing: fusing), capacity: rows)
  for (value, input) in zip(values, inputs) { workspace.set(value, to: input.numbers) }
  workspace.forward()
  return workspace.rows(of: output)
}
