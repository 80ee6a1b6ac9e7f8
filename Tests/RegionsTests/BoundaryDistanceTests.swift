import Foundation
import Network
import Numbers
import Randomness
import Regions
import Testing

@Suite struct BoundaryDistanceTests {
  /// max(x, 0) and max(y − 1, 0), then their sum less 3, on paper.
  @Test func itIsKnownOnPaper() throws {
    let network = try WholeNetwork([[[1, 0, 0], [0, 1, -1]], [[1, 1, -3]]]).network()
    var distance = BoundaryDistance(network)
    // The first two units' lines are x = 0 and y = 1; the third's is x + y = 4 where both are positive.
    #expect(try distance([2, 2.5]) == 0.5 / 2.0.squareRoot())
    #expect(try distance([0.25, 1.5]) == 0.25)
    #expect(try distance([1, 1]) == 0)
    // Where the second is off, the third's line is x = 3; where both are off, it is constant.
    #expect(try distance([2.75, -5]) == 0.25)
    #expect(try distance([-2, -4]) == 2)
  }

  @Test func withoutABoundaryItIsInfinite() throws {
    var distance = BoundaryDistance(try WholeNetwork([[[0, 0, 1]], [[0, -1]]]).network())
    #expect(try distance([3, 4]) == .infinity)
    #expect(message { _ = try distance([3]) } == "point: expected 2 numbers, found 1")
    #expect(message { _ = try distance([3, .nan]) } == "point: expected finite numbers, found nan")
  }

  /// Networks of two inputs, whose regions are polygons: the distance is that from the nearest side.
  static let architectures: [Architecture] = [
    .fullyConnected(FullyConnected(.explicit, depth: 0, widths: [1])),
    .fullyConnected(FullyConnected(.explicit, depth: 0, widths: [9, 12, 8])),
    .fullyConnected(
      FullyConnected(.explicit, depth: 0, widths: [9, 12, 8], activation: .leakyReLU(slope: 0.1))),
    .residual(ResidualNetwork(modules: 2, width: 10)),
    .residual(ResidualNetwork(modules: 2, width: 5, layersPerModule: 2, end: .linear)),
  ]

  @Test(arguments: 0..<5)
  func itIsThatOfThePolygonsNearestSide(number: Int) throws {
    let drawn = try DrawnNetwork(
      Self.architectures[number], inputs: 2, classes: 2, biases: 0.3, from: RandomKey(seed: 7)[number])
    let network = try drawn.snapshot()
    var distance = BoundaryDistance(network)
    var polygons: [[(s: Double, t: Double)]] = []
    // The window's own sides bound nothing: only points that are farther from them are asked for.
    _ = try network.regions(on: .whole(), within: Window(s: -3...3, t: -3...3)) { region in
      polygons.append(region.corners.map { ($0.s, $0.t) })
    }
    var stream = RandomKey(seed: 8)[number].stream()
    var compared = 0
    for _ in 0..<40 {
      let point = (2 * stream.nextUnit() - 1, 2 * stream.nextUnit() - 1)
      let found = try distance([point.0, point.1])
      let nearest = polygons.compactMap { Self.distance(of: point, inside: $0) }
      #expect(nearest.count == 1)
      guard let nearest = nearest.first, nearest < 2 else { continue }
      #expect(abs(found - nearest) < 1e-9)
      compared += 1
    }
    #expect(compared >= 30)
  }

  /// How far a point within a convex polygon is from its sides; nil for a point that is not within.
  private static func distance(of point: (Double, Double), inside corners: [(s: Double, t: Double)])
    -> Double?
  {
    var least = Double.infinity
    for (a, b) in zip(corners, corners.dropFirst() + [corners[0]]) {
      let (s, t) = (b.s - a.s, b.t - a.t)
      let height = (s * (point.1 - a.t) - t * (point.0 - a.s)) / (s * s + t * t).squareRoot()
      if height < 0 { return nil }
      least = min(least, height)
    }
    return least
  }

  /// A first layer of fewer units than inputs, whose gradients are kept by a triangle, beside lines through the point: none
  /// of them leaves the region sooner, and the one along some gradient leaves it there. Equal rows, and rows of zeros, too.
  @Test(arguments: [[12, 10, 9], [7, 30], [3, 4, 5, 6]])
  func noLineLeavesTheRegionSooner(widths: [Int]) throws {
    var drawn = try DrawnNetwork(widths, inputs: 30, biases: 0.3, from: RandomKey(seed: 9)["\(widths)"])
    drawn.change("hidden1.weight") { weights in
      weights.replaceSubrange(30..<60, with: weights[0..<30].map { 2 * $0 })
      weights.replaceSubrange(60..<90, with: repeatElement(0, count: 30))
    }
    let network = try drawn.snapshot()
    var distance = BoundaryDistance(network)
    let key = RandomKey(seed: 10)
    func normals(_ key: RandomKey, _ count: Int) -> [Double] {
      var numbers = [Real](repeating: 0, count: count)
      var span = numbers.mutableSpan
      key.fillNormal(&span, deviation: 1)
      return numbers.map { Double($0) }
    }
    for number in 0..<5 {
      let point = normals(key["point"][number], 30)
      let found = try distance(point)
      func crossing(_ direction: [Double]) throws -> Double {
        let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let line = try Line(origin: point, direction: direction.map { $0 / length })
        return try network.crossings(on: line).map { abs($0) }.min() ?? .infinity
      }
      for other in 0..<20 {
        #expect(try crossing(normals(key["direction"][number][other], 30)) >= found * (1 - 1e-9))
      }
      // Distance falls by as much as one moves, if one moves straight towards the boundary.
      let slope = try point.indices.map { place in
        var (near, far) = (point, point)
        (near[place], far[place]) = (near[place] - 1e-6 * found, far[place] + 1e-6 * found)
        return try distance(near) - distance(far)
      }
      #expect(abs(try crossing(slope) / found - 1) < 1e-6)
    }
  }

  /// What a least-distance programme and linear programmes of SciPy's find, by the script beside the file.
  struct Case: Decodable, CustomTestStringConvertible {
    let inputs: Int
    let hidden: [[[Int]]]
    let points: [[Double]]
    let distances: [Double]

    var testDescription: String { "\(hidden.map(\.count)) on \(inputs) inputs" }

    static let all: [Case] = {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/distances.json")
      do {
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
      } catch {
        preconditionFailure("\(error)")
      }
    }()
  }

  @Test(arguments: Case.all)
  func itIsWhatProgrammesFind(golden: Case) throws {
    var distance = BoundaryDistance(try WholeNetwork(golden.hidden, inputs: golden.inputs).network())
    for (point, expected) in zip(golden.points, golden.distances) {
      #expect(abs(try distance(point) - expected) < 1e-9)
    }
  }
}
