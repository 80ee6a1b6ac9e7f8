import Autodiff
import Network
import Randomness
import Regions
import Testing

@Suite struct RegionTests {
  private func collect(
    _ network: ReLUNetwork, on plane: Plane, within window: Window? = nil
  ) throws -> [Region] {
    var regions: [Region] = []
    let count = try network.regions(on: plane, within: window) { regions.append($0) }
    #expect(count.total == regions.count)
    return regions
  }

  @Test func areasAddUpToTheWindow() throws {
    let plane = try Plane(origin: [0.1, -0.2, 0.3], first: [1, 0.5, -2], second: [0, 1, 1])
    for (seed, widths) in [[10], [12, 12], [8, 8, 8], [30, 30]].enumerated() {
      let network = try DrawnNetwork(widths, inputs: 3, biases: 0.3, from: RandomKey(seed: 1)[seed])
        .snapshot()
      let window = try Window(s: -2...1, t: -1...3)
      let regions = try collect(network, on: plane, within: window)
      #expect(regions.count > 40)
      #expect(regions.allSatisfy { $0.isBounded && $0.area > 0 })
      #expect(abs(regions.reduce(0) { $0 + $1.area } - window.area) < 1e-9)
      #expect(Set(regions.map(\.pattern)).count == regions.count)
    }
  }

  /// The engine's output at a point of a region, and the signs that its map was made of.
  @Test(arguments: [
    Architecture.fullyConnected(FullyConnected(.constant, depth: 3, widths: [8])),
    .fullyConnected(
      FullyConnected(.constant, depth: 2, widths: [8], activation: .leakyReLU(slope: 0.25))),
    .residual(ResidualNetwork(modules: 3, width: 6, scale: .geometric(0.7))),
    .residual(ResidualNetwork(modules: 2, width: 5, layersPerModule: 2, end: .linear)),
  ])
  func theNetworkIsItsMapOnEachRegion(architecture: Architecture) throws {
    var drawn = try DrawnNetwork(
      architecture, inputs: 4, classes: 3, biases: 0.2, from: RandomKey(seed: 12))
    let plane = try Plane(through: [1, 0, 0.5, 2], [0, 1, -1, 0], [0.3, 2, 1, 1])
    let regions = try collect(drawn.snapshot(), on: plane, within: Window(s: -3...3, t: -3...3))
    #expect(regions.count > 30)
    for region in regions {
      let count = Double(region.corners.count)
      let s = region.corners.reduce(0) { $0 + $1.s } / count
      let t = region.corners.reduce(0) { $0 + $1.t } / count
      for (computed, map) in zip(drawn.output(at: plane.point(s, t)), region.output) {
        #expect(abs(computed - map(s, t)) < 1e-4)
      }
      #expect(region.output.count == 3)
    }
  }

  @Test func regionsOfTheWholePlaneGoOnWithoutEnd() throws {
    let network = try WholeNetwork([[[1, 0, 0], [0, 1, 0], [1, 1, -1]]]).network()
    let regions = try collect(network, on: .whole())
    #expect(regions.count(where: \.isBounded) == 1)
    let triangle = try #require(regions.first(where: { $0.isBounded }))
    #expect(triangle.area == 0.5)
    #expect(triangle.pattern == [[true, true, false]])
    #expect(Set(triangle.corners.map { [$0.s, $0.t] }) == [[0, 0], [1, 0], [0, 1]])
    // The part beyond the origin has one corner and goes on along both axes.
    let quadrant = try #require(regions.first(where: { $0.pattern == [[false, false, false]] }))
    #expect(quadrant.corners.filter { !$0.isDirection }.map { [$0.s, $0.t] } == [[0, 0]])
    #expect(Set(quadrant.corners.filter(\.isDirection).map { [$0.s, $0.t] }) == [[-1, 0], [0, -1]])
    #expect(quadrant.area == .infinity)
  }

  @Test func aNetworkWithoutHiddenUnitsHasOneRegion() throws {
    let network = try WholeNetwork([], inputs: 2).network()
    let regions = try collect(network, on: .whole())
    #expect(regions.count == 1)
    #expect(regions.first?.corners.isEmpty == true)
    #expect(regions.first?.isBounded == false)
  }
}
