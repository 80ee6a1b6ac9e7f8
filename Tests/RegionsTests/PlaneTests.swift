import Regions
import Testing

@Suite struct PlaneTests {
  @Test func itPassesThroughItsPoints() throws {
    let plane = try Plane(through: [1, 2, 3], [2, 2, 5], [0, 1, 3])
    #expect(plane.point(0, 0) == [1, 2, 3])
    #expect(plane.point(1, 0) == [2, 2, 5])
    #expect(plane.point(0, 1) == [0, 1, 3])
    let central = try Plane(throughOriginAnd: [2, 2, 5], [0, 1, 3])
    #expect(central.origin == [0, 0, 0])
    #expect(central.point(2, -1) == [4, 3, 7])
  }

  @Test func pointsOnOneLineMakeNone() {
    let none = "plane: expected two directions that are not parallel, found points on one line"
    #expect(message { try Plane(through: [1, 2, 3], [2, 4, 6], [3, 6, 9]) } == none)
    #expect(message { try Plane(through: [1, 2], [1, 2], [3, 6]) } == none)
    #expect(message { try Plane(throughOriginAnd: [0, 0], [3, 6]) } == none)
    #expect(message { try Plane(origin: [1, 1], first: [3, 6], second: [-0.5, -1]) } == none)
    // Three times 0.1 rounds to another number than 0.3: these are not parallel.
    #expect(throws: Never.self) { try Plane(throughOriginAnd: [1, 0.1], [3, 0.3]) }
  }

  @Test func otherInputThatMakesNone() {
    #expect(
      message { try Plane(through: [1, 2], [3], [4, 5]) }
        == "plane's second point: expected 2 numbers, found 1")
    #expect(
      message { try Plane(throughOriginAnd: [1, .infinity], [4, 5]) }
        == "plane: expected finite numbers, found inf")
  }
}
