import Jacobians
import Numbers
import Testing

@Suite struct JacobianTests {
  private let jacobian = Jacobian(outputs: 2, inputs: 3, entries: [3, 0, 0, 0, -4, 0])

  @Test func entriesLieRowByRow() {
    #expect((jacobian[0, 0], jacobian[1, 1], jacobian[1, 2]) == (3, -4, 0))
  }

  @Test func momentsAreThoseOfTheEntries() {
    #expect(jacobian.meanSquare.value == 25.0 / 6)
    #expect(jacobian.meanFourth.value == 337.0 / 6)
    #expect(abs(jacobian.squareVariance.value - (337.0 / 6 - 625.0 / 36)) < 1e-12)
  }

  @Test func singularValuesAreAsManyAsTheShorterSide() {
    let values = jacobian.singularValues
    #expect(values.count == 2)
    #expect(abs(values[0] - 4) < 1e-6 && abs(values[1] - 3) < 1e-6)
  }
}
