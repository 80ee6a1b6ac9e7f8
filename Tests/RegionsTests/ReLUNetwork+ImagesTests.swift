import Foundation
import Network
import Numbers
import Randomness
import Regions
import Testing

@Suite struct ReLUNetworkImagesTests {
  /// The polygon through 10⁶ points, computed by a program that knows no regions, is as long, for 20 networks. In each of the few
  /// cells that a boundary lies in it is shorter by a share of the cell. The eighth network is silent along the whole line.
  @Test(arguments: (0...20).filter { $0 != 7 }) func aFineGridIsAsLong(seed: Int) throws {
    let widths = [[3], [4, 3], [3, 3, 2], [5, 4], [2, 6]][seed % 5]
    let drawn = try DrawnNetwork(widths, inputs: 3, biases: 0.3, from: RandomKey(seed: 8)[seed])
    let line = try Line(origin: [0.3, -0.4, 0.2], direction: [1.5, 0.5, -1])
    let exact = try drawn.snapshot().imageLength(of: line, within: -1...1)
    var grid = NaiveNetwork(drawn, widths)
    #expect(exact > 0.01)
    #expect(abs(grid.length(of: line, from: -1, to: 1, cells: 1_000_000) / exact - 1) < 1e-6)
  }

  /// Without biases f(s x) = s f(x): a ray's image is as long as its end is far from the origin.
  @Test(arguments: 0..<5) func raysStayStraight(seed: Int) throws {
    var drawn = try DrawnNetwork([30, 20, 30], inputs: 4, biases: 0, from: RandomKey(seed: 9)[seed])
    let end = [0.5, -1, 2, 0.25]
    let output = drawn.output(at: end).reduce(0) { $0 + $1 * $1 }.squareRoot()
    let ray = try Line(through: [0, 0, 0, 0], end)
    let length = try drawn.snapshot().imageLength(of: ray, within: 0...1)
    #expect(output > 0.01 && abs(length / output - 1) < 1e-5)
  }

  /// Lengths and areas of parts are those of the whole; a linear network multiplies all areas alike, and folds onto itself make
  /// an area no smaller.
  @Test func partsMakeUpTheWhole() throws {
    let network = try DrawnNetwork([12, 9, 7], inputs: 3, biases: 0.2, from: RandomKey(seed: 10)).snapshot()
    let line = try Line(through: [1, 2, -1], [-2, 1, 0])
    let lengths = try [-1.0...0.3, 0.3...2, -1...2].map { try network.imageLength(of: line, within: $0) }
    #expect(abs((lengths[0] + lengths[1]) / lengths[2] - 1) < 1e-12)
    let plane = try Plane(through: [1, 0, 0.5], [0, 1, 0], [-1, 0.5, 1])
    let areas = try [-1...0.3, 0.3...1, -1...1].map { s in
      try network.imageArea(of: plane, within: Window(s: s, t: -1...1))
    }
    #expect(areas[2] > 0 && abs((areas[0] + areas[1]) / areas[2] - 1) < 1e-12)
  }

  /// |x| + 1 over a square: two folds of a plane, of which each has the area of its half.
  @Test func foldsKeepTheirArea() throws {
    // Units x, −x and y, −y: the image of each quarter is a square as large as itself.
    let folds = try WholeNetwork([[[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0]]]).network()
    let window = try Window(s: -1...3, t: -2...1)
    #expect(try folds.imageArea(of: .whole(), within: window) == 12)
    // One unit alone makes strokes, which have no area, and half of them nothing.
    let one = try WholeNetwork([[[1, 1, 0]]]).network()
    #expect(try one.imageArea(of: .whole(), within: window) == 0)
    let diagonal = try Line(origin: [0, 0], direction: [3, 4])
    #expect(try one.imageLength(of: diagonal, within: -2...1) == 7)
    #expect(try Plane(origin: [0, 0], first: [3, 0], second: [1, 2]).unitArea == 6)
  }

  /// The area is that of a fine mesh of triangles.
  @Test func aFineMeshIsAsLarge() throws {
    let widths = [4, 3]
    let drawn = try DrawnNetwork(widths, inputs: 3, biases: 0.3, from: RandomKey(seed: 12)[1])
    let plane = try Plane(origin: [0.2, 0.1, -0.3], first: [1, 0.5, -0.2], second: [-0.3, 1, 0.4])
    let exact = try drawn.snapshot().imageArea(of: plane, within: Window(s: -1...1, t: -1...1))
    var mesh = NaiveNetwork(drawn, widths)
    #expect(exact > 0.1)
    #expect(abs(mesh.area(of: plane, cells: 400) / exact - 1) < 0.005)
  }

  @Test func anUnboundedSegmentIsRefused() throws {
    let network = try DrawnNetwork([3], inputs: 2, from: RandomKey(seed: 1)).snapshot()
    let line = try Line(origin: [0, 0], direction: [1, 0])
    #expect(
      message { try network.imageLength(of: line, within: 0...Double.infinity) }
        == "line's range: expected finite numbers, found inf")
  }
}

/// A network of ReLU layers without a linear last one, computed number by number in `Double`.
struct NaiveNetwork {
  private let layers: [(weights: [Double], biases: [Double])]
  private var vectors: [[Double]]

  init(_ drawn: borrowing DrawnNetwork, _ widths: [Int]) {
    var parameters: [String: [Double]] = [:]
    for parameter in drawn.workspace.plan.parameters {
      parameters[parameter.name] = drawn.workspace.rows(of: parameter.value).map { Double($0) }
    }
    layers = (1...widths.count).map {
      (parameters["hidden\($0).weight"] ?? [], parameters["hidden\($0).bias"] ?? [])
    }
    vectors = ([drawn.inputs] + widths).map { Array(repeating: 0, count: $0) }
  }

  /// The length of the polygon through so many steps from one place to another.
  mutating func length(of line: Line, from start: Double, to end: Double, cells: Int) -> Double {
    var (sum, previous) = (0.0, [Double](repeating: 0, count: vectors[layers.count].count))
    for number in 0...cells {
      let s = start + (end - start) * Double(number) / Double(cells)
      for place in line.origin.indices { vectors[0][place] = line.origin[place] + s * line.direction[place] }
      run()
      var square = 0.0
      for place in previous.indices {
        let value = vectors[layers.count][place]
        square += (value - previous[place]) * (value - previous[place])
        previous[place] = value
      }
      if number > 0 { sum += square.squareRoot() }
    }
    return sum
  }

  /// The area of the triangles of a mesh over the square from −1 to 1, two a cell.
  mutating func area(of plane: Plane, cells: Int) -> Double {
    let places = (0...cells).map { -1 + 2 * Double($0) / Double(cells) }
    let rows = places.map { t in
      places.map { s in
        vectors[0] = plane.point(s, t)
        run()
        return vectors[layers.count]
      }
    }
    func triangle(_ a: [Double], _ b: [Double], _ c: [Double]) -> Double {
      let (u, v) = (zip(b, a).map { $0 - $1 }, zip(c, a).map { $0 - $1 })
      func product(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
      return max(0, product(u, u) * product(v, v) - product(u, v) * product(u, v)).squareRoot() / 2
    }
    var sum = 0.0
    for j in 0..<cells {
      for i in 0..<cells {
        sum += triangle(rows[j][i], rows[j][i + 1], rows[j + 1][i])
        sum += triangle(rows[j + 1][i + 1], rows[j][i + 1], rows[j + 1][i])
      }
    }
    return sum
  }

  private mutating func run() {
    for (number, layer) in layers.enumerated() {
      let count = vectors[number].count
      for unit in layer.biases.indices {
        var sum = layer.biases[unit]
        for input in 0..<count { sum += layer.weights[unit * count + input] * vectors[number][input] }
        vectors[number + 1][unit] = max(0, sum)
      }
    }
  }
}
