import Autodiff
import Network
import Numbers
import Randomness
import TestSupport
import Testing

/// The product y = g x of a batch x [n, m] and gains g [m] that learn: numbers side by side in memory belong to different
/// examples, and sums run over a batch.
private struct Gain: Operation {
  var backwardReads: BackwardReads { .inputs }

  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[1] == .fixed(inputs[0].size) else {
      throw ShapeMismatch("an input of \(inputs[0].size) features takes as many gains")
    }
    return inputs[0]
  }

  func scratchBytes(for inputs: [Shape]) -> Int { inputs[0].size * MemoryLayout<Lanes>.stride }

  func forward(_ at: Site) {
    guard let y = at.output.baseAddress else { return }
    let gains = at[1]
    guard at.lanes == Lanes.scalarCount else {
      for number in gains.indices { y[number] = gains[number] * at[0][number] }
      return
    }
    at.forEachPanel(of: 0) { first, x in
      for number in gains.indices {
        let place = number * Lanes.scalarCount
        (gains[number] * Lanes(at: x + place)).store(at: y + (first * at.outputSize + place))
      }
    }
  }

  func backward(_ at: Site) {
    guard let dy = at.outputGradient.baseAddress else { return }
    let gains = at[1]
    if let slot = at.gradient(0) {
      for number in gains.indices {
        for row in 0..<at.rows {
          let place = at.place(of: number, row: row, input: 0)
          slot.buffer[place] = (slot.isBegun ? slot.buffer[place] : 0) + gains[number] * dy[place]
        }
        // What is left over of the last panel has no gradient.
        for row in at.rows..<at.panels * at.lanes where !slot.isBegun {
          slot.buffer[at.place(of: number, row: row, input: 0)] = 0
        }
      }
    }
    let sums = at.scratch.bindMemory(to: Lanes.self, capacity: gains.count)
    for number in gains.indices { sums[number] = .zero }
    at.forEachPanel(of: 0) { first, x in
      for number in gains.indices {
        let place = number * Lanes.scalarCount
        sums[number] += Lanes(at: x + place) * Lanes(at: dy + (first * at.outputSize + place))
      }
    }
    at.gradient(1)?.contribute { sums[$0].total }
  }
}

/// A layer of a module outside: gains that begin with a number.
private struct Gains: LayerKind {
  let features: Int
  let start: Real

  var role: Layer.Role { .other }
  var listing: String { "\(features) gains" }

  func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.apply(
      Gain(), to: stream, lowering.parameter(.fixed(features), name: "gains", beginning: start),
      place: "gains")
  }
}

@Suite struct GainTests {
  /// Whole numbers, of which a sum has no rounding errors, against loops written out; twice, so that gradients add up.
  @Test(arguments: [1, 16, 37]) func itsGradientsAreTheLoops(rows: Int) throws {
    let (size, key) = (5, RandomKey(seed: 6))
    let x = OperationProbe.wholeNumbers(rows * size, key["x"])
    let gains = OperationProbe.wholeNumbers(size, key["gains"])
    let dy = OperationProbe.wholeNumbers(rows * size, key["dy"])
    let probe = try OperationProbe(
      Gain(), [(.batch(size), x), (.fixed(size), gains)], rows: rows, cotangent: dy, uses: 2)
    #expect(probe.output == x.indices.map { gains[$0 % size] * x[$0] })
    #expect(probe.gradients[0] == x.indices.map { 2 * gains[$0 % size] * dy[$0] })
    let sums = (0..<size).map { number in
      (0..<rows).reduce(0) { $0 + 2 * x[$1 * size + number] * dy[$1 * size + number] }
    }
    #expect(probe.gradients[1] == sums)
  }

  /// Weights that are all 2 and gains of 3: they are begun anew with the network, and they learn.
  @Test func itIsALayerOfANetwork() throws {
    let layers: [Layer] = [
      .linear(Layer.Linear(name: "before", inputs: 1, outputs: 2)), Layer(Gains(features: 2, start: 3)),
    ]
    #expect(
      layers[1] == Layer(Gains(features: 2, start: 3)) && layers[1] != Layer(Gains(features: 2, start: 4)))
    let beginning = try #require(Initialization(named: "constant:2"))
    var recording = Recording()
    let network = try Network(layers, beginning: beginning, input: [1], into: &recording)
    let plan = Plan(recording, keeping: [network.output])
    #expect(plan.parameters.map(\.name) == ["before.weight", "before.bias", "gains"])
    var workspace = Workspace(plan, capacity: 1)
    for _ in 0..<2 {
      network.initialize(&workspace, from: RandomKey(seed: 1))
      workspace.set(network.input, to: [5])
      workspace.forward()
      #expect(workspace.rows(of: network.output) == [30, 30])
      for parameter in plan.parameters { workspace.write(parameter.value) { $0[0] = 7 } }
    }
  }

  @Test func oneExampleAloneHasNoPanels() throws {
    var recording = Recording()
    let input = recording.input(.batch(3), name: "input")
    let gains = recording.parameter(.fixed(3), name: "gains")
    let output = try recording.apply(Gain(), to: input, gains, layer: "gain")
    var workspace = Workspace(Plan(recording, keeping: [output]), capacity: 1)
    workspace.set(input, to: [1, 2, 3])
    workspace.set(gains, to: [4, 5, -6])
    workspace.forward()
    #expect(workspace.rows(of: output) == [4, 10, -18])
  }

  @Test func anErrorNamesTheOperation() throws {
    var recording = Recording()
    let input = recording.input(.batch(3), name: "input")
    let gains = recording.parameter(.fixed(2), name: "gains")
    #expect {
      _ = try recording.apply(Gain(), to: input, gains, layer: "it")
    } throws: { error in
      "\(error)" == "layer 'it': Gain cannot take [n, 3] and [2]: an input of 3 features takes as many gains"
    }
  }
}
