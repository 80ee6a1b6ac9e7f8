import Foundation
import Network
import Testing
import Theory

/// Means over pairs of normal numbers: quadrature against a much finer one and against closed forms.
@Suite struct PairImageTests {
  static let activations = Activation.words.compactMap { word in
    Activation(rawValue: String(word.prefix { $0 != ":" }))
  }
  static let squares = [0.01, 0.1, 1, 4, 10]
  static let correlations = [-1, -0.9, 0, 0.5, 0.99, 0.999_999, 1]

  @Test func everyActivationIsTried() { #expect(Self.activations.count == Activation.words.count) }

  @Test(arguments: activations) func standardNodesAreAsGoodAsManyMore(_ activation: Activation) {
    // Without the closed form where there is one.
    let function = Nonlinearity { activation.function.point(at: $0) }
    let fine = PolarRule(scale: 4, factor: 2.5)
    for first in Self.squares {
      for second in [first, 3] {
        for correlation in Self.correlations {
          let pair = PairMoments(
            first: first, second: second, product: correlation * (first * second).squareRoot())
          let image = PairImage(of: pair, under: function)
          let expected = PairImage(of: pair, under: function, by: fine)
          let error = max(
            abs(image.moments.product - expected.moments.product),
            abs(image.slopes.product - expected.slopes.product))
          #expect(error < 1e-10, "\(first), \(second), \(correlation): \(error)")
        }
      }
    }
  }

  @Test(arguments: activations) func equalInputsGiveWhatOneGives(_ activation: Activation) {
    let function = Nonlinearity { activation.function.point(at: $0) }
    for square in Self.squares + [100] {
      let image = PairImage(of: PairMoments(square: square, correlation: 1), under: function)
      #expect(image.moments.product == image.moments.first && image.slopes.product == image.slopes.first)
      let near = PairImage(
        of: PairMoments(square: square, correlation: 1), under: function,
        by: PolarRule(scale: square.squareRoot(), factor: 2))
      #expect(near.moments.first == image.moments.first)
      // A sum over the plane with numbers that are not quite equal, against one over the line.
      let nearly = PairImage(
        of: PairMoments(first: square, second: square.nextUp, product: square), under: function,
        by: PolarRule(scale: square.squareRoot() + 1, factor: 2))
      #expect(abs(nearly.moments.product - image.moments.first) < 1e-9 * max(1, square))
      #expect(abs(nearly.slopes.product - image.slopes.first) < 1e-7)
    }
  }

  @Test(arguments: activations.filter { $0.nonlinearity.isClosed }) func closedFormsAreTheQuadrature(
    _ activation: Activation
  ) {
    for square in Self.squares {
      for correlation in Self.correlations {
        let pair = PairMoments(
          first: square, second: 2 * square, product: correlation * square * 2.0.squareRoot())
        let function = activation.nonlinearity
        let closed = function.image(of: pair)
        let image = PairImage(of: pair, under: Nonlinearity { (function.value($0), function.slope($0)) })
        for (one, other) in zip(closed.numbers, image.numbers) { #expect(abs(one - other) < 1e-10) }
      }
    }
  }

  @Test func theErrorFunctionByHand() {
    // E[erf(u)²] = 2/π asin(2 q / (1 + 2 q)), at q = 1/2 that of 1/2.
    let image = Nonlinearity.errorFunction.image(of: PairMoments(square: 0.5, correlation: 0))
    #expect(abs(image.moments.first - 1.0 / 3) < 1e-15)
    #expect(image.moments.product == 0)
    #expect(abs(image.slopes.product - 4 / Double.pi / 2) < 1e-15)
  }

  @Test func nothingAndNumbersOutOfRangeGiveNoTrap() {
    for activation in Self.activations {
      let function = Nonlinearity { activation.function.point(at: $0) }
      let none = PairImage(of: PairMoments(square: 0, correlation: 1), under: function)
      let origin = function.value(0)
      #expect(none.means.first == origin && none.moments.product == origin * origin)
      for square in [1e-300, 1e6, 1e300, .infinity, .nan] {
        _ = PairImage(of: PairMoments(square: square, correlation: 0.5), under: function)
      }
    }
  }
}

extension PairImage {
  fileprivate var numbers: [Double] {
    [means.first, means.second]
      + [moments, slopes].flatMap { [$0.first, $0.second, $0.product] }
  }
}
