import Regions
import Testing

@Suite struct LineTests {
  @Test func itPassesThroughItsPoints() throws {
    let line = try Line(through: [1, 2], [3, -2])
    #expect(line.point(0) == [1, 2])
    #expect(line.point(1) == [3, -2])
    #expect(line.point(-0.5) == [0, 4])
  }

  @Test func onePointMakesNone() {
    #expect(
      message { try Line(through: [1, 2], [1, 2]) }
        == "line: expected a direction, or two different points, found one point")
    #expect(
      message { try Line(through: [1, 2], [1, 2, 3]) }
        == "line's second point: expected 2 numbers, found 3")
    #expect(
      message { try Line(origin: [0], direction: [.nan]) }
        == "line: expected finite numbers, found nan")
  }
}
