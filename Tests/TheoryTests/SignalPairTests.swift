import Foundation
import Network
import Testing
import Theory

/// What each layer makes of two inputs, in small cases by hand.
@Suite struct SignalPairTests {
  /// Behind a product, so that units are normal.
  private func normal(square: Double = 1, correlation: Double = 0) -> SignalPair {
    var pair = SignalPair(PairMoments(square: square, correlation: correlation))
    _ = pair.multiply(gain: 1)
    return pair
  }

  private func rectified(square: Double = 1, correlation: Double = 0) throws -> SignalPair {
    var pair = normal(square: square, correlation: correlation)
    #expect(try pair.apply(.rectifier(.relu)).mean == 0.5)
    return pair
  }

  private func expect(
    _ moments: PairMoments, _ first: Double, _ second: Double, _ product: Double,
    within tolerance: Double = 1e-12
  ) {
    #expect(abs(moments.first - first) < tolerance * max(1, abs(first)))
    #expect(abs(moments.second - second) < tolerance * max(1, abs(second)))
    #expect(abs(moments.product - product) < tolerance * max(1, abs(product)))
  }

  /// Balduzzi et al. 2017: the correlations of gradients from orthogonal inputs, Π κ_0.
  @Test func arcCosineMaps() throws {
    var pair = normal()
    var shared = 1.0
    var found: [Double] = []
    for _ in 0..<8 {
      let image = Nonlinearity.rectifier(.relu).image(of: pair.moments)
      shared *= 2 * image.slopes.product
      found.append(shared)
      _ = try pair.apply(.rectifier(.relu))
      _ = pair.multiply(gain: 2)
    }
    #expect(abs(found[0] - 0.5) < 1e-15)
    #expect(abs(found[1] - 0.302) < 5e-4)
    // Another program's arithmetic; at width 300 they are 0.124 and 0.044.
    #expect(abs(found[3] - 0.1416) < 5e-5 && abs(found[7] - 0.0500) < 5e-5)
    #expect(abs(pair.moments.first - 1) < 1e-12)
  }

  @Test func aProductAddsItsOwnTangent() {
    var pair = SignalPair(PairMoments(first: 2, second: 1, product: 0.5))
    #expect(pair.multiply(gain: 3, bias: 0.1).mean == 3)
    expect(pair.moments, 6.1, 3.1, 1.6)
    expect(pair.tangent, 6.1, 3.1, 1.6)
    _ = pair.multiply(gain: 2)
    expect(pair.tangent, 24.4, 12.4, 6.4)
  }

  @Test func layerNormTakesTheMeanAway() throws {
    // Rectified numbers of orthogonal inputs have in common what their means have: nothing is left.
    var pair = try rectified(square: 3)
    #expect(
      abs(pair.normalize(gain: 1, isCentred: true, epsilon: 0).mean - 1 / (1.5 * (1 - 1 / .pi))) < 1e-12)
    expect(pair.moments, 1, 1, 0)
    var root = try rectified(square: 3)
    #expect(abs(root.normalize(gain: 2, isCentred: false, epsilon: 0).mean - 4 / 1.5) < 1e-12)
    expect(root.moments, 4, 4, 4 / .pi)
    var small = normal(square: 1e-5)
    _ = small.normalize(gain: 1, isCentred: true, epsilon: 1e-5)
    expect(small.moments, 0.5, 0.5, 0)
  }

  @Test func batchNormMakesSquaredGradientsGrow() throws {
    var pair = normal(correlation: 0.3)
    var growth = 1.0
    for layer in 0..<5 {
      growth = try pair.normalizeBatch(gain: 1, epsilon: 0).mean
      expect(pair.moments, 1, 1, 0)
      growth *= try pair.apply(.rectifier(.relu)).mean
      growth *= pair.multiply(gain: 0.7).mean
      if layer > 0 { #expect(abs(growth - .pi / (.pi - 1)) < 1e-12) }
    }
    var linear = normal(square: 5, correlation: 0.9)
    #expect(abs(try linear.normalizeBatch(gain: 1, epsilon: 0).mean - 2) < 1e-12)
  }

  @Test func numbersScaleAndShift() throws {
    var pair = try rectified(square: 2 * .pi)
    // Means of 1.
    #expect(pair.scale(by: -2).mean == 4)
    expect(pair.moments, 4 * .pi, 4 * .pi, 4)
    pair.shift(by: 3)
    // Means of −2 come to 1: E[(u + 3)²] = 4 π − 12 + 9.
    expect(pair.moments, 4 * .pi - 3, 4 * .pi - 3, 1)
    var plain = normal(square: 2, correlation: 0.5)
    plain.shift(by: 1)
    expect(plain.moments, 3, 3, 2)
    // No longer of mean 0: E[relu(z + 1)²] by a sample. With σ² = 2 and m = 1, (σ² + m²) Φ(m/σ) + m σ φ(m/σ).
    _ = try plain.apply(.rectifier(.relu))
    let ratio = 1 / 2.0.squareRoot()
    let expected =
      3 * erfc(-ratio / 2.0.squareRoot()) / 2
      + 2.0.squareRoot() * exp(-ratio * ratio / 2) / (2 * .pi).squareRoot()
    #expect(abs(plain.moments.first / expected - 1) < 5e-3)
  }

  @Test func dropoutTellsEqualInputsApart() throws {
    var pair = try rectified(square: 2, correlation: 1)
    #expect(pair.scatter(square: 1.25) { $0 < 0 ? 0 : 2 }.mean == 1.25)
    expect(pair.moments, 1.25, 1.25, 1)
    #expect(abs(pair.correlation - 0.8) < 1e-15)
    #expect(abs(pair.tangent.product - 1) < 1e-12 && abs(pair.tangent.first - 1.25) < 1e-12)
  }

  @Test func aBranchThatEndsInAnActivationHasAMean() throws {
    // x + relu(z), twice: E[r] = √(q / 2π).
    var stream = normal()
    func added() throws {
      var branch = stream
      _ = branch.multiply(gain: 2)
      _ = try branch.apply(.rectifier(.relu))
      stream.add(branch, scaledBy: 0.5)
    }
    try added()
    // E[x r] = 0 since x has no mean yet; r has a square of 1 and a product of 2 / 2π.
    expect(stream.moments, 1.25, 1.25, 0.25 / .pi)
    let mean = (1 / Double.pi).squareRoot() / 2
    try added()
    let second = (1.25 / Double.pi).squareRoot() / 2
    let (square, product) = (1.25 * 1.25 + 2 * mean * second, stream.moments.product)
    #expect(abs(stream.moments.first - square) < 1e-12 && product > 2 * mean * second)
  }

  @Test func identityBranchesDouble() {
    var stream = normal(square: 2, correlation: 0.5)
    var branch = stream
    _ = branch.multiply(gain: 1.5, bias: 0.2)
    stream.add(branch, scaledBy: 2)
    expect(stream.moments, 2 + 4 * 3.2, 2 + 4 * 3.2, 1 + 4 * 1.7)
  }

  @Test func pixelsAreAveraged() {
    // Two pixels of one channel: 1 and 3 beside 2 and −2.
    var pair = SignalPair([1, 3], [2, -2], extents: [1, 1, 2])
    expect(pair.moments, 5, 4, -2)
    pair.average(nil)
    expect(pair.moments, 4, 0, 0)
    #expect(pair.pixels == nil)
    var four = SignalPair([1, 3, 5, 7], [1, 1, 1, 1], extents: [1, 2, 2])
    four.average(PixelWindow(kernel: 1, stride: 2, border: .valid))
    expect(four.moments, 1, 1, 1)
  }

  @Test func filtersSeeTheirPixels() throws {
    var pair = SignalPair([1, 2, 3, 4], [1, 0, 0, 0], extents: [1, 2, 2])
    #expect(try pair.convolve(PixelWindow(kernel: 3, stride: 1, border: .zero), gain: 9, bias: 0.5).mean == 9)
    // Each filter sees all four pixels and five zeros.
    expect(pair.moments, 30.5, 1.5, 1.5)
    var valid = SignalPair([1, 2, 3, 4], [1, 0, 0, 0], extents: [1, 2, 2])
    _ = try valid.convolve(PixelWindow(kernel: 2, stride: 1, border: .valid), gain: 1)
    expect(valid.moments, 7.5, 0.25, 0.25)
    var flat = SignalPair([1, 2, 3, 4], [1, 0, 0, 0], extents: [1, 2, 2])
    _ = flat.multiply(gain: 1)
    expect(flat.moments, 7.5, 0.25, 0.25)
  }

  @Test func whatIsNotKnownIsSaid() {
    var pair = SignalPair(PairMoments(square: 1, correlation: 0))
    #expect(throws: TheoryGap("", "the law of what it is given, the input itself")) {
      try pair.apply(.rectifier(.relu))
    }
    var image = SignalPair([1, 2], [1, 2], extents: [1, 1, 2])
    #expect(throws: TheoryGap.self) { try image.normalizeBatch(gain: 1, epsilon: 0) }
    #expect(throws: TheoryGap.self) { try image.multiply(gain: 1, bias: 0, eachOf: 1) }
  }
}
