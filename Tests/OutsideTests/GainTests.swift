import Autodiff
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
