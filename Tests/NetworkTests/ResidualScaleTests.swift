import Network
import Testing

@Suite struct ResidualScaleTests {
  @Test func values() throws {
    #expect(try ResidualScale.constant(0.3).values(modules: 2) == [0.3, 0.3])
    #expect(try ResidualScale.geometric(0.5).values(modules: 3) == [0.5, 0.25, 0.125])
    #expect(try ResidualScale.inverse.values(modules: 4) == [0.25, 0.25, 0.25, 0.25])
    #expect(try ResidualScale.inverseSquareRoot.values(modules: 4) == [0.5, 0.5, 0.5, 0.5])
    #expect(try ResidualScale.list([1, 2]).values(modules: 2) == [1, 2])
    #expect(throws: ArchitectureError(field: "scale", expected: "3 numbers, one a module", found: "2")) {
      try ResidualScale.list([1, 2]).values(modules: 3)
    }
  }

  @Test(arguments: ["1.0", "geometric:0.9", "1/L", "1/sqrt(L)", "1.0,0.5"])
  func namesAreReadBack(name: String) {
    #expect(ResidualScale(rawValue: name)?.rawValue == name)
  }

  @Test(arguments: ["", "x", "geometric:", "1,,2", "inf"])
  func otherNamesAreNone(name: String) {
    #expect(ResidualScale(rawValue: name) == nil)
  }
}
