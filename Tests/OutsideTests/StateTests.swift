import Autodiff
import Numbers
import TestSupport
import Testing

/// Numbers less their mean over the batch, which is kept: what is tested on is given the running mean instead.
private struct Centring: Autodiff.Operation {
  /// The share of a batch's mean that comes into the running one.
  let share: Real

  var backwardReads: BackwardReads { [] }

  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[1] == .fixed(inputs[0].size) else {
      throw ShapeMismatch("expected a batch and a number for each of its columns")
    }
    return inputs[0]
  }

  func forward(_ at: Site) {
    let (x, running) = (at[0], at[1])
    for column in 0..<at.size(0) {
      func place(_ row: Int) -> Int { at.place(of: column, row: row, input: 0) }
      var mean = running[column]
      if at.isTraining {
        mean = (0..<at.rows).reduce(0) { $0 + x[place($1)] } / Real(at.rows)
        running[column] += share * (mean - running[column])
      }
      for row in 0..<at.rows { at.output[at.outputPlace(of: column, row: row)] = x[place(row)] - mean }
    }
  }

  func backward(_ at: Site) {}
}

/// An operation of a module outside with a state and two modes.
@Suite struct StateTests {
  private let plan: Plan
  private let input: Value
  private let mean: Value
  private let output: Value

  init() throws {
    var recording = Recording()
    input = recording.input(.batch(2), name: "input")
    mean = recording.state(.fixed(2), name: "centring.mean")
    output = try recording.apply(Centring(share: 0.5), to: input, mean, layer: "centring")
    plan = Plan(recording, keeping: [output])
  }

  @Test func itIsNoParameter() {
    #expect(plan.states.map(\.name) == ["centring.mean"])
    #expect(plan.parameters.isEmpty)
  }

  @Test func aBatchThatIsLearntFromChangesIt() {
    var workspace = Workspace(plan, capacity: 2)
    workspace.fill(input, with: ([1, 10, 3, 30] as [Real]).span)
    workspace.forward()
    #expect(workspace.rows(of: output) == [-1, -10, 1, 10])
    #expect(workspace.rows(of: mean) == [1, 10])
    workspace.forward()
    #expect(workspace.rows(of: mean) == [1.5, 15])
  }

  @Test func aBatchThatIsTestedOnReliesOnIt() {
    var workspace = Workspace(plan, capacity: 2)
    workspace.fill(input, with: ([1, 10, 3, 30] as [Real]).span)
    workspace.write(mean) { ($0[0], $0[1]) = (1, 2) }
    workspace.isTraining = false
    workspace.forward()
    #expect(workspace.rows(of: output) == [0, 8, 2, 28])
    #expect(workspace.rows(of: mean) == [1, 2])
  }
}
