import Network
import Randomness
import Regions
import Testing

@Suite struct BruteForceComparisonTests {
  /// Small networks of both families. Weights of at most 2 make many lines that are parallel, equal or meet in a point.
  static let networks: [(Architecture, limit: Int)] =
    [
      ([3], 9), ([2, 2], 9), ([3, 2], 2), ([3, 3], 7), ([4, 2], 2), ([2, 2, 2], 9), ([3, 2, 2], 2),
      ([2, 3, 1], 5),
    ].map { (.fullyConnected(FullyConnected(.explicit, depth: 0, widths: $0)), $1) }
    + [
      (.residual(ResidualNetwork(modules: 2, width: 2)), 5),
      (.residual(ResidualNetwork(modules: 3, width: 2, scale: .list([1, -2, 3]))), 2),
      (.residual(ResidualNetwork(modules: 1, width: 2, layersPerModule: 2, end: .linear)), 5),
      (.residual(ResidualNetwork(modules: 2, width: 3)), 2),
    ]

  private func compare(
    _ inputs: Int, _ seed: UInt64, _ body: (WholeNetwork, _ directions: [[Int]]) throws -> Void
  ) throws {
    for (number, (architecture, limit)) in Self.networks.enumerated() {
      let key = RandomKey(seed: seed)[number]
      let network = try WholeNetwork(architecture, inputs: inputs, classes: 1, limit: limit, key["net"])
      var stream = key["frame"].stream()
      let frame = (0..<3).map { _ in (0..<inputs).map { _ in stream.next(below: 5) - 2 } }
      try body(network, frame)
    }
  }

  private func plane(_ frame: [[Int]]) throws -> Plane {
    let frame = frame.map { $0.map(Double.init) }
    return try Plane(origin: frame[2], first: frame[0], second: frame[1])
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func planes(seed: UInt64) throws {
    try compare(3, seed) { network, frame in
      guard let plane = try? plane(frame) else { return }
      let expected = BruteForce(network: network, frame: frame).count()
      let count = try network.network().regions(on: plane)
      #expect(count.afterLayer == expected)
    }
  }

  @Test(arguments: 10..<14 as Range<UInt64>)
  func windows(seed: UInt64) throws {
    try compare(3, seed) { network, frame in
      guard let plane = try? plane(frame) else { return }
      let expected = BruteForce(network: network, frame: frame).count(within: [
        .init(a: 1, b: 0, c: 1), .init(a: -1, b: 0, c: 2), .init(a: 0, b: 1, c: 0), .init(a: 0, b: -1, c: 1),
      ])
      let window = try Window(s: -1...2, t: 0...1)
      let count = try network.network().regions(on: plane, within: window)
      #expect(count.afterLayer == expected)
    }
  }

  @Test(arguments: 20..<24 as Range<UInt64>)
  func linesAndSegments(seed: UInt64) throws {
    try compare(2, seed) { network, frame in
      guard frame[0].contains(where: { $0 != 0 }) else { return }
      let line = try Line(origin: frame[2].map(Double.init), direction: frame[0].map(Double.init))
      let bruteForce = BruteForce(network: network, frame: [frame[0], [0, 0], frame[2]])
      let counted = try network.network()
      #expect(try counted.regions(on: line).afterLayer == bruteForce.count())
      let inside = bruteForce.count(within: [.init(a: 1, b: 0, c: 1), .init(a: -1, b: 0, c: 1)])
      #expect(try counted.regions(on: line, within: -1...1).afterLayer == inside)
      let crossings = try counted.crossings(on: line, within: -1...1)
      #expect(crossings.count + 1 == inside.last)
      #expect(crossings == crossings.sorted() && crossings.allSatisfy { -1 < $0 && $0 < 1 })
    }
  }
}
