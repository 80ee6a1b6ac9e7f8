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

  static let written: [(text: String, values: [Double])] = [
    ("1/l^2", [1, 1 / 4, 1 / 9]), ("1/(l*L)", [1 / 3, 1 / 6, 1 / 9]),
    ("sqrt(l) / 2", [1, 2, 3].map { ($0 as Double).squareRoot() / 2 }), ("-l^2", [-1, -4, -9]),
    ("2^l^2", [2, 16, 512]), ("l^-1", [1, 1 / 2, 1 / 3]), ("1/4", [1 / 4, 1 / 4, 1 / 4]),
    ("(l-1)/L", [0, 1 / 3, 2 / 3]),
  ]

  @Test(arguments: written)
  func formulas(text: String, values: [Double]) throws {
    #expect(try #require(ResidualScale(rawValue: text)).values(modules: 3) == values)
  }

  /// What was a name before there were formulas is one still, and means the same in what is stored.
  @Test func namesAreNoFormulas() {
    #expect(ResidualScale(rawValue: "1/L") == .inverse)
    #expect(ResidualScale(rawValue: "1/sqrt(L)") == .inverseSquareRoot)
    #expect(ResidualScale(rawValue: "-0.5") == .constant(-0.5))
    #expect(ResidualScale(rawValue: "1 / l ^ 2") == .formula("1/l^2"))
  }

  @Test func aFormulaWithoutANumberIsRefused() {
    #expect(
      throws: ArchitectureError(
        field: "scale", expected: "a formula in l and L that gives finite numbers",
        found: "inf for module 2 of 3")
    ) { try ResidualScale.formula("1/(l-2)").values(modules: 3) }
  }

  @Test(arguments: ["1.0", "geometric:0.9", "1/L", "1/sqrt(L)", "1.0,0.5", "1/l^2", "0.5*(1-l/L)^-2"])
  func namesAreReadBack(name: String) {
    #expect(ResidualScale(rawValue: name)?.rawValue == name)
  }

  @Test(arguments: [
    "", "x", "geometric:", "1,,2", "inf", "1/k", "1/l^", "sqrt(l", "1/l,1",
    String(repeating: "(", count: 100_000) + "l",
  ])
  func otherNamesAreNone(name: String) {
    #expect(ResidualScale(rawValue: name) == nil)
  }
}
