import Numbers
import Testing

@Suite struct LogGammaTests {
  /// By scipy.special.loggamma of SciPy 1.17.1.
  @Test(arguments: [
    (0.5, 0.0, 0.5723649429246986, 0.0), (0.5, 1, -0.6527906442043729, -0.9550077243425688),
    (1, 3, -3.244144299589757, 1.0533507710686134), (2.5, 40, -54.534374880387965, 110.64783073708784),
    (250, 7, 1128.425587489974, 38.63713520759283), (0.5, 200, -313.2403268257747, 859.6636816432446),
    (20, 1000, -1435.1749254621814, 5938.1957360528095),
  ])
  func knownValues(x: Double, y: Double, real: Double, imaginary: Double) {
    let value = SpecialFunctions.logGamma(x, y)
    #expect(abs(value.real - real) < 1e-13 * max(1, abs(real)))
    #expect(abs(value.imaginary - imaginary) < 1e-13 * max(1, abs(imaginary)))
    #expect(SpecialFunctions.logGamma(x, -y).imaginary == -value.imaginary)
  }
}
