import Regions
import Testing

@Suite struct WindowTests {
  @Test func itHasAnArea() throws {
    #expect(try Window(s: -1...2, t: 0...0.5).area == 1.5)
  }

  @Test func sidesHaveALength() {
    #expect(
      message { try Window(s: 1...1, t: 0...1) }
        == "window's s: expected a range of some length, found 1.0 alone")
    #expect(
      message { try Window(s: 0...1, t: 0...(.infinity)) }
        == "window's t: expected finite numbers, found inf")
  }
}
