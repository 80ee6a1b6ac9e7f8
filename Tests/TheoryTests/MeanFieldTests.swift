import Foundation
import Network
import Testing
import Theory

@Suite struct MeanFieldTests {
  private let tanh = Activation.tanh.nonlinearity

  private func nonlinearity(_ name: String) throws -> Nonlinearity {
    try #require(Activation(rawValue: name)).nonlinearity
  }

  struct Point: Sendable {
    let weights: Double
    var biases = 0.05
    let square: Double
    let chi: Double
    var correlation = 1.0
    let depth: Double
  }

  /// Poole et al. 2016's network, from another program's quadrature.
  @Test(arguments: [
    Point(weights: 1, square: 0.1936, chi: 0.7590, depth: 3.63),
    Point(weights: 1.5, square: 0.4180, chi: 0.9386, depth: 15.8),
    Point(weights: 2, square: 0.7218, chi: 1.0477, correlation: 0.7441, depth: 25.2),
    Point(weights: 2.5, square: 1.0640, chi: 1.1335, correlation: 0.4468, depth: 11.8),
    Point(weights: 4, square: 2.1955, chi: 1.3424, correlation: 0.1651, depth: 6.98),
    Point(weights: 1.5, biases: 0, square: 0.2869, chi: 1.0406, correlation: 0, depth: 52.4),
  ])
  func valuesOfWideTanhNetworks(_ point: Point) throws {
    let layer = MeanField(tanh, weights: point.weights, biases: point.biases)
    guard case .at(let square) = layer.square else {
      Issue.record("\(layer.square)")
      return
    }
    #expect(abs(square - point.square) < 1e-4)
    #expect(abs(layer.chi - point.chi) < 1e-4)
    #expect(abs(try #require(layer.fixedCorrelation) - point.correlation) < 1e-4)
    // Three digits are known of it.
    #expect(abs(try #require(layer.correlationDepth) - point.depth) < 0.006 * point.depth)
    #expect(layer.phase == (point.chi < 1 ? .ordered : .chaotic))
    #expect(layer.gradientGrowth == layer.chi)
  }

  @Test func theCriticalPointOfWideTanhNetworks() throws {
    let layer = try #require(MeanField.critical(tanh, biases: 0.05))
    #expect(abs(layer.weights - 1.7610) < 1e-4)
    guard case .at(let square) = layer.square else {
      Issue.record("\(layer.square)")
      return
    }
    #expect(abs(square - 0.5700) < 1e-4)
    #expect(layer.phase == .critical && abs(layer.chi - 1) < 1e-9)
    #expect(layer.correlationDepth == .infinity && layer.fixedCorrelation == 1)
  }

  @Test func withoutBiasesTanhIsCriticalAtOne() throws {
    let layer = try #require(MeanField.critical(tanh, biases: 0))
    #expect(abs(layer.weights - 1) < 1e-12 && layer.square == .zero && layer.phase == .critical)
    #expect(MeanField(tanh, weights: 0.9, biases: 0).phase == .ordered)
    // Of the error function the slope at 0 is 2/√π.
    let erf = try #require(MeanField.critical(.errorFunction, biases: 0))
    #expect(abs(erf.weights - .pi / 4) < 1e-12)
  }

  @Test(arguments: [0, 0.1, 0.5, 1]) func rectifiersKeepEveryLength(slope: Double) throws {
    let activation = Nonlinearity.rectifier(Rectifier(slope: slope))
    let keeping = 2 / (1 + slope * slope)
    let layer = MeanField(activation, weights: keeping, biases: 0)
    #expect(layer.square == .any && layer.phase == .critical && layer.squareDepth == .infinity)
    #expect(MeanField(activation, weights: keeping, biases: 0.1).square == .infinite)
    #expect(MeanField(activation, weights: 0.9 * keeping, biases: 0).square == .zero)
    let below = MeanField(activation, weights: 0.9 * keeping, biases: 0.1)
    guard case .at(let square) = below.square else {
      Issue.record("\(below.square)")
      return
    }
    #expect(abs(square - 1) < 1e-12 && abs(below.chi - 0.9) < 1e-12 && below.phase == .ordered)
    #expect(abs(try #require(below.squareDepth) + 1 / log(0.9)) < 1e-9)
    let above = MeanField(activation, weights: 1.1 * keeping, biases: 0)
    #expect(above.square == .infinite && above.phase == .chaotic && above.correlationDepth == nil)
    let critical = try #require(MeanField.critical(activation, biases: 0))
    #expect(critical.weights == keeping && MeanField.critical(activation, biases: 0.05) == nil)
    #expect(above.nearestCritical?.weights == keeping)
  }

  /// Pretorius et al. 2018: σ_w² = 2 / μ_2 keeps lengths and gradients, and correlations come to less than 1.
  @Test(arguments: [0.5, 0.8]) func dropoutInRectifierNetworks(kept: Double) throws {
    let layer = try #require(MeanField.critical(.rectifier(.relu), biases: 0, noise: 1 / kept))
    #expect(abs(layer.weights - 2 * kept) < 1e-15)
    #expect(layer.square == .any && abs(layer.gradientGrowth - 1) < 1e-12 && layer.phase == nil)
    let correlation = try #require(layer.fixedCorrelation)
    let again = try #require(layer.correlation(after: correlation))
    #expect(correlation < 1 && abs(again.correlation - correlation) < 1e-12)
    #expect(try #require(layer.correlationDepth) < 10)
    // Without the noise's share lengths grow by 1 / kept a layer.
    #expect(MeanField(.rectifier(.relu), weights: 2, biases: 0, noise: 1 / kept).square == .infinite)
  }

  @Test func noiseLeavesNoCriticalPoint() throws {
    let layer = try #require(MeanField.critical(tanh, biases: 0.05, noise: 1.25))
    #expect(layer.phase == nil && abs(layer.gradientGrowth - 1) < 1e-9)
    #expect(try #require(layer.fixedCorrelation) < 0.99)
    #expect(try #require(layer.correlationDepth).isFinite)
  }

  /// Roberts, Yaida & Hanin 2022, *The Principles of Deep Learning Theory*, section 5.3: where for GELU and SiLU (swish) small differences
  /// of lengths are kept too. With smaller biases the line's q* is not stable.
  @Test(arguments: [("gelu", 1.983_058, 0.172_922), ("silu", 1.988_005, 0.555_143)])
  func theLineBeginsAtTheHalfStablePoint(name: String, weights: Double, biases: Double) throws {
    let activation = try nonlinearity(name)
    let layer = try #require(MeanField.critical(activation, biases: biases + 1e-4))
    #expect(abs(layer.weights - weights) < 1e-4)
    let depth = try #require(layer.squareDepth)
    #expect(layer.phase == .critical && depth > 1000)
    #expect(MeanField.critical(activation, biases: biases - 1e-4) == nil)
  }

  @Test(arguments: PairImageTests.activations) func theNearestCriticalPointIsCriticalAndNear(
    _ activation: Activation
  ) throws {
    let activation = activation.nonlinearity
    let layer = MeanField(activation, weights: 1.5, biases: 0.1)
    // Softplus has none.
    guard let nearest = layer.nearestCritical else { return }
    #expect(nearest.phase == .critical)
    func distance(_ other: MeanField) -> Double { hypot(other.weights - 1.5, other.biases - 0.1) }
    for biases in [0, 0.01, 0.05, 0.1, 0.2] {
      if let other = MeanField.critical(activation, biases: biases) {
        #expect(distance(nearest) <= distance(other) + 1e-9)
      }
    }
  }

  @Test func whichActivationsHaveACriticalLine() {
    func names(_ holds: (Nonlinearity) -> Bool) -> [String] {
      PairImageTests.activations.filter { holds($0.nonlinearity) }.map(\.rawValue)
    }
    #expect(
      names { MeanField.critical($0, biases: 0.05) != nil } == ["tanh", "elu:1.0", "selu", "sigmoid", "erf"])
    #expect(
      names { MeanField.critical($0, biases: 0) != nil }
        == ["relu", "leaky-relu:0.01", "tanh", "elu:1.0", "selu", "sigmoid", "erf", "identity"])
    #expect(names { MeanField($0, weights: 1, biases: 0.05).nearestCritical == nil } == ["softplus"])
  }

  @Test func lengthsComeToTheFixedPointAtTheirRate() throws {
    let layer = MeanField(tanh, weights: 1.5, biases: 0.05)
    guard case .at(let square) = layer.square else { return }
    var distances: [Double] = []
    var q = square * 1.01
    for _ in 0..<10 {
      q = layer.weights * tanh.image(of: PairMoments(square: q, correlation: 1)).moments.first + layer.biases
      distances.append(q - square)
    }
    let depth = try #require(layer.squareDepth)
    #expect(abs(distances[9] / distances[8] - exp(-1 / depth)) < 1e-3)
  }
}
