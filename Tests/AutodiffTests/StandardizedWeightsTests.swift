import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// Values beside PyTorch's are in `LayerGoldenTests`.
@Suite struct StandardizedWeightsTests {
  @Test func eachUnitHasMeanZeroAndItsOwnVariance() throws {
    let (units, fanIn) = (3, 50)
    let w = OperationProbe.normalNumbers(units * fanIn, RandomKey(seed: 4)).map { 3 * $0 + 1 }
    let inputs: [(shape: Shape, numbers: [Real])] = [
      (.fixed(units, fanIn), w), (.fixed(units), [1, 2, 0.5]),
    ]
    let y = try evaluate(inputs, rows: 1) { recording, values in
      let memo = recording.memo(.fixed(2, units))
      return try recording.apply(StandardizedWeights(), to: values + [memo], layer: "it")
    }
    for (unit, gain) in [1.0, 2, 0.5].enumerated() {
      let row = y[unit * fanIn..<(unit + 1) * fanIn].map { Double($0) }
      #expect(abs(row.reduce(0, +)) < 1e-5)
      #expect(abs(row.reduce(0) { $0 + $1 * $1 } / (gain * gain) - 1) < 1e-4)
    }
  }

  @Test func itsGradientIsThatOfItsValue() throws {
    let error = try GradientCheck.imageError(height: 5, width: 4) { recording, x in
      let weights = recording.parameter(.fixed(4, 3, 3, 3), name: "weights")
      let gains = recording.parameter(.fixed(4), name: "gains")
      let unit = try recording.apply(
        StandardizedWeights(), to: weights, gains, recording.memo(.fixed(2, 4)), layer: "it")
      return try recording.apply(Convolution(), to: x, unit, layer: "convolution")
    }
    #expect(error < GradientCheck.tolerance)
  }
}
