import Foundation
import Testing
import Theory

@Suite struct ConvolutionalLengthTests {
  private static let map = (0..<30).map { Double(($0 * 7) % 11) }

  private func lengths(_ border: ConvolutionalLength.Border, kernel: Int = 3, depth: Int = 6) -> [Double] {
    ConvolutionalLength.perLayer(
      from: Self.map, height: 5, width: 6, through: Array(repeating: 2, count: depth), kernel: kernel,
      border: border)
  }

  private static let start = map.reduce(0, +) / 30

  @Test(arguments: [1, 2, 3, 4, 5, 7])
  func circularPaddingKeepsTheLength(kernel: Int) {
    for length in lengths(.circular, kernel: kernel) { #expect(relativeError(length, Self.start) < 1e-12) }
  }

  @Test func zeroPaddingLosesMoreWithEveryLayer() {
    let lengths = lengths(.zero)
    for (shallow, deep) in zip([Self.start] + lengths, lengths) { #expect(deep < shallow) }
  }

  @Test func aPointLosesWhatItsBoxDrops() {
    // A single bright corner of a 3 × 3 image: only 4 of the 9 places of the box lie inside.
    let corner = [9.0] + Array(repeating: 0, count: 8)
    let one = ConvolutionalLength.perLayer(
      from: corner, height: 3, width: 3, through: [2], kernel: 3, border: .zero)
    #expect(relativeError(one[0], 4.0 / 9) < 1e-12)
  }

  /// One more pixel on one side: of a bright corner's 2 × 2 places all lie inside, of the opposite one's a
  /// single one.
  @Test func evenFiltersReachOnePixelFurther() {
    func one(_ map: [Double]) -> Double {
      ConvolutionalLength.perLayer(
        from: map, height: 2, width: 2, through: [2], kernel: 2, border: .zero)[0]
    }
    #expect(one([4, 0, 0, 0]) == 0.25)
    #expect(one([0, 0, 0, 4]) == 1)
    #expect(one([0, 4, 0, 0]) == 0.5)
  }

  @Test func leakyUnitsKeepMore() {
    let rectifier = Rectifier(slope: 0.5)
    for border in [ConvolutionalLength.Border.circular, .zero] {
      let lengths = ConvolutionalLength.perLayer(
        from: Self.map, height: 5, width: 6, through: [1.6, 1.6], kernel: 3, border: border,
        rectifier: rectifier)
      #expect(zip(lengths, self.lengths(border)).allSatisfy { relativeError($0, $1) < 1e-12 })
    }
    #expect(
      ConvolutionalLength.relativeDeviationBounds(features: [4], rectifier: rectifier)[0]
        < ConvolutionalLength.relativeDeviationBounds(features: [4])[0])
  }

  @Test func gainsMultiply() {
    let lengths = ConvolutionalLength.perLayer(
      from: Self.map, height: 5, width: 6, through: [2, 1, 4], kernel: 3, border: .circular)
    #expect(zip(lengths, [1, 0.5, 1]).allSatisfy { relativeError($0, $1 * Self.start) < 1e-12 })
  }

  /// On a constant image under circular padding a feature is one unit with nine equal inputs a channel.
  @Test func theBoundOfFluctuationsIsReachedOnAConstantImage() {
    var draws = Draws(seed: 5)
    var sample = Sample()
    for _ in 0..<40_000 {
      var features = [1.0, 1.0]
      for _ in 0..<2 {
        // Sums of nine weights of variance 2 / 18.
        features = draws.layer(features, width: 2, weight: 9 * 2 / 18)
      }
      sample.add(pow(squaredNorm(features) / 2, 2))
    }
    let bound = ConvolutionalLength.relativeDeviationBounds(features: [2, 2])[1]
    #expect(relativeError(bound * bound + 1, 3.5 * 3.5) < 1e-12)
    #expect(abs(sample.z(bound * bound + 1)) < 4)
  }
}
