import Testing
import Theory

@Suite struct InputMomentsTests {
  @Test func kurtosisIsThatOfTheNumbers() {
    #expect(InputMoments([0.5, -0.5, 0.5]) == InputMoments(length: 0.25, kurtosis: 1))
    #expect(InputMoments([0, 3, 0, 0]) == InputMoments(length: 2.25, kurtosis: 4))
    #expect(InputMoments([1, 2]) == InputMoments(length: 2.5, kurtosis: 2 * 17 / 25.0))
    #expect(InputMoments([0, 0]) == InputMoments(length: 0, kurtosis: 1))
  }

  @Test(arguments: [1, 3, 20]) func randomDirections(dimension: Int) {
    var draws = Draws(seed: 21)
    var fourths = Sample()
    for _ in 0..<20_000 {
      fourths.add(InputMoments(draws.unitVector(dimension)).kurtosis)
    }
    let theory = InputMoments.unit(dimension: dimension)
    #expect(relativeError(theory.length, 1 / Double(dimension)) < 1e-15)
    #expect(dimension == 1 ? theory.kurtosis == 1 : abs(fourths.z(theory.kurtosis)) < 4)
  }
}
