import Autodiff
import Network
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct NoiseFactorsTests {
  /// What ones become, and what flows back.
  private func drawn(
    _ law: NoiseFactors.Law, rows: Int, extents: [Int] = [7], name: String = "it", noise: UInt64 = 9,
    firstRow: Int = 0, isTraining: Bool = true
  ) throws -> [Real] {
    var recording = Recording()
    let shape = Shape(isBatched: true, extents: extents)
    let input = recording.input(shape, name: "input")
    let output = try recording.apply(
      NoiseFactors(law, name: name), to: input, recording.memo(shape), layer: "noise")
    var workspace = Workspace(Plan(recording, keeping: [output]), capacity: rows)
    workspace.isTraining = isTraining
    workspace.noise = noise
    workspace.firstRow = firstRow
    workspace.set(input, to: Array(repeating: 1, count: rows * shape.size))
    workspace.forward()
    return workspace.rows(of: output)
  }

  @Test(arguments: [0.1, 0.5, 0.9]) func dropoutKeepsItsShareAndTheMean(share: Double) throws {
    let factors = try drawn(.dropout(share), rows: 4000)
    let kept = Real(1 / (1 - share))
    #expect(factors.allSatisfy { $0 == 0 || $0 == kept })
    let dropped = Double(factors.count { $0 == 0 }) / Double(factors.count)
    #expect(abs(dropped - share) < 4 * (share * (1 - share) / Double(factors.count)).squareRoot())
    #expect(try drawn(.dropout(0), rows: 5).allSatisfy { $0 == 1 })
  }

  @Test func normalNoiseHasItsDeviation() throws {
    let factors = try drawn(.normal(0.3), rows: 4000).map { Double($0) }
    let mean = factors.reduce(0, +) / Double(factors.count)
    let variance = factors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(factors.count)
    #expect(abs(mean - 1) < 4 * 0.3 / Double(factors.count).squareRoot())
    #expect(abs(variance / 0.09 - 1) < 4 * (2 / Double(factors.count)).squareRoot())
  }

  @Test func nothingIsDrawnInTests() throws {
    #expect(try drawn(.dropout(0.5), rows: 20, isTraining: false).allSatisfy { $0 == 1 })
  }

  /// It hangs on names and places alone: not on how a batch is divided, nor on how an example lies.
  @Test func aFactorHangsOnStepLayerAndPlace() throws {
    let whole = try drawn(.dropout(0.5), rows: 40)
    #expect(try drawn(.dropout(0.5), rows: 40) == whole)
    #expect(try drawn(.dropout(0.5), rows: 24, firstRow: 16) == Array(whole[(16 * 7)...]))
    #expect(try drawn(.dropout(0.5), rows: 1, firstRow: 5) == Array(whole[(5 * 7)..<(6 * 7)]))
    #expect(try drawn(.dropout(0.5), rows: 40, extents: [7, 1, 1]) == whole)
    #expect(try drawn(.dropout(0.5), rows: 40, noise: 10) != whole)
    #expect(try drawn(.dropout(0.5), rows: 40, name: "other") != whole)
  }

  @Test func itsGradientIsItsFactor() throws {
    let x = OperationProbe.wholeNumbers(21 * 7, RandomKey(seed: 1))
    let dy = OperationProbe.wholeNumbers(21 * 7, RandomKey(seed: 2))
    let probe = try OperationProbe([(.batch(7), x)], rows: 21, cotangent: dy) { recording, values in
      try recording.apply(
        NoiseFactors(.dropout(0.5), name: "it"), to: values[0], recording.memo(.batch(7)), layer: "it")
    }
    for i in x.indices where x[i] != 0 {
      #expect(probe.gradients[0][i] == dy[i] * (probe.output[i] / x[i]))
    }
  }
}
