import Network
import Numbers
import Randomness
import Regions
import Testing

@Suite struct ReLUNetworkRegionsTests {
  @Test(arguments: [1, 2, 5, 17, 60])
  func aLayerInGeneralPositionIsAnArrangementOfLines(width: Int) throws {
    let network = try DrawnNetwork([width], inputs: 7, from: RandomKey(seed: 3)[width]).snapshot()
    let (a, b, c): ([Double], [Double], [Double]) = (
      [1, 0, 4, 2, -5, 3, 1], [0, 2, 2, -7, 1, 1, 6], [3, 3, -1, 0, 2, 8, -4]
    )
    let plane = try Plane(through: a, b, c)
    #expect(try network.regions(on: plane).afterLayer == [1 + width * (width + 1) / 2])
    let line = try Line(through: a, b)
    #expect(try network.regions(on: line).afterLayer == [1 + width])
    #expect(try network.crossings(on: line).count == width)
  }

  /// The mean over ten networks of regions / (N² / 2) on the plane of all inputs, with the initialisation of Hanin &
  /// Rolnick 2019: its expectation hardly depends on the depth.
  @Test(arguments: [
    ([20, 20, 20], 0.994), ([16, 16, 16, 16], 0.972), ([32, 32, 32], 0.987), ([40, 40, 40], 0.957),
    ([10, 10, 10, 10, 10, 10], 1.010), ([60], 1.017), ([96], 1.011),
  ])
  func theMeanAtInitialisationIsHalfTheSquareOfTheUnits(widths: [Int], expected: Double) throws {
    let units = Double(widths.reduce(0, +))
    let ratios = try (0..<10).map { seed in
      let network = try DrawnNetwork(widths, inputs: 2, from: RandomKey(seed: 41)[seed]).snapshot()
      return Double(try network.regions(on: .whole()).total) / (units * units / 2)
    }
    let mean = ratios.reduce(0, +) / 10
    let variance = ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
    let error = (variance / 10).squareRoot()
    #expect(abs(mean - expected) <= 4 * error + 0.0005, "\(mean) ± \(error)")
  }

  @Test func theOrderOfUnitsDoesNotMatter() throws {
    let plane = try Plane(origin: [0, 0.5, 0], first: [1, 0, 2], second: [0, 1, -1])
    for seed in 0..<4 {
      var drawn = try DrawnNetwork([9, 8, 7], inputs: 3, from: RandomKey(seed: 5)[seed])
      let before = try drawn.snapshot().regions(on: plane)
      let order = RandomKey(seed: 6)[seed].permutation(of: 8).map(Int.init)
      drawn.change("hidden2.weight") { weights in
        weights = order.flatMap { weights[$0 * 9..<$0 * 9 + 9] }
      }
      drawn.change("hidden2.bias") { biases in biases = order.map { biases[$0] } }
      drawn.change("hidden3.weight") { weights in
        weights = (0..<7).flatMap { unit in order.map { weights[unit * 8 + $0] } }
      }
      #expect(try drawn.snapshot().regions(on: plane) == before)
    }
  }

  @Test func theScaleOfAUnitDoesNotMatter() throws {
    let plane = try Plane(origin: [0, 0.5, 0], first: [1, 0, 2], second: [0, 1, -1])
    for (seed, factor) in [0x1p-40 as Real, 0.5, 8, 0x1p50].enumerated() {
      var drawn = try DrawnNetwork([9, 8, 7], inputs: 3, from: RandomKey(seed: 7)[seed])
      let before = try drawn.snapshot().regions(on: plane)
      drawn.change("hidden2.weight") { weights in for input in 9..<18 { weights[input] *= factor } }
      drawn.change("hidden2.bias") { $0[1] *= factor }
      drawn.change("hidden3.weight") { weights in
        for unit in 0..<7 { weights[unit * 8 + 1] /= factor }
      }
      drawn.change("hidden3.weight") { weights in for input in 0..<8 { weights[input] *= factor } }
      drawn.change("hidden3.bias") { $0[0] *= factor }
      #expect(try drawn.snapshot().regions(on: plane) == before)
    }
  }

  @Test func anotherDescriptionOfThePlaneHasAsManyRegions() throws {
    let network = try DrawnNetwork([8, 8, 8], inputs: 3, from: RandomKey(seed: 11)).snapshot()
    let (u, v): ([Double], [Double]) = ([1, 0, 2], [0, 1, -1])
    let count = try network.regions(on: Plane(origin: [0, 0.5, 0], first: u, second: v))
    let others: [(origin: [Double], first: [Double], second: [Double])] = [
      ([1, 0.5, 2], v, u), ([0, 0.5, 0], u.map { -$0 }, v), ([-3, 1.5, -7], [1, 1, 1], [1, -1, 3]),
      ([0, 0.5, 0], u.map { $0 * 0x1p40 }, v.map { $0 * 0x1p-40 }),
    ]
    for other in others {
      let plane = try Plane(origin: other.origin, first: other.first, second: other.second)
      #expect(try network.regions(on: plane) == count)
    }
  }

  @Test func crossingsAreWhereSignsChange() throws {
    // Units 2 s − 1 and 1 − s, zero at 1/2 and 1; behind them their difference 3 s − 2 where both are positive.
    let network = try WholeNetwork([[[2, -1], [-1, 1]], [[1, -1, 0]]], inputs: 1).network()
    let line = try Line(origin: [0], direction: [1])
    let crossings = try network.crossings(on: line)
    #expect(crossings.count == 3)
    #expect(zip(crossings, [0.5, 2.0 / 3, 1]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(try network.regions(on: line).afterLayer == [3, 4])
    #expect(try network.crossings(on: line, within: 0.5...0.75) == [crossings[1]])
    #expect(try network.regions(on: line, within: 2...3).total == 1)
  }

  @Test func inputsOfAnotherSizeAreRefused() throws {
    let network = try WholeNetwork([[[1, 2, 3]]]).network()
    #expect(
      message { try network.regions(on: Plane(throughOriginAnd: [1, 0, 0], [0, 1, 0])) }
        == "plane's points: expected 2 numbers, found 3")
    #expect(
      message { try network.crossings(on: Line(origin: [0], direction: [1])) }
        == "line's points: expected 2 numbers, found 1")
    #expect(
      message { try network.regions(on: Line(origin: [0, 0], direction: [1, 0]), within: 1...1) }
        == "line's range: expected a range of some length, found 1.0 alone")
  }
}
