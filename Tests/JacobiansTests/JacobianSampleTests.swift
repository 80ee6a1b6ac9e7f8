import Jacobians
import Network
import Randomness
import Testing
import Theory

/// Jacobians of drawn networks against theory, by z-scores.
@Suite struct JacobianSampleTests {
  private static let he = PopularInitialization.heNormal.initialization

  private func estimate(_ numbers: [Double]) -> (mean: Double, error: Double) {
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / (count - 1) / count).squareRoot())
  }

  /// Outputs that are linear, or rectified like the hidden ones; the last width is then the output's.
  @Test(
    arguments: [
      ([20], 10), ([30, 10], 10), ([20, 20, 20], 4), ([40, 20, 40, 20], 10), ([25, 12], nil),
      ([30, 30, 10], nil), ([50, 20, 50, 20, 30], nil),
    ] as [([Int], Int?)])
  func momentsAreTheTheorys(widths: [Int], classes: Int?) throws {
    let layers = try FullyConnected(.explicit, depth: 0, widths: widths).layers(input: [12], classes: classes)
    let theory = try #require(JacobianMoments(layers, Self.he))
    #expect(theory.isRectified == (classes == nil))
    let sample = try JacobianSample(
      layers, Self.he, input: [12], networks: 10_000, from: RandomKey(seed: 3))
    let expected = [
      theory.secondMoment, try #require(theory.fourthMoment), try #require(theory.quenchedVariance),
    ]
    for (numbers, expected) in zip([sample.squares, sample.fourths, sample.variances], expected) {
      let (mean, error) = estimate(numbers)
      #expect(abs(mean - expected) < 4 * error)
      #expect(4 * error < expected / 2)
    }
    let (fourths, squares) = (estimate(sample.fourths), estimate(sample.squares))
    let error = 4 * (fourths.error + 2 * squares.mean * squares.error)
    #expect(abs(sample.annealedVariance - (try #require(theory.annealedVariance))) < error)
  }

  /// With one input the spread of fourth powers is known exactly, and wide layers make it small enough to be
  /// measured.
  @Test(arguments: [20, nil]) func fourthPowersSpreadAsTheorySays(classes: Int?) throws {
    let layers = try FullyConnected(.explicit, depth: 0, widths: [200, 100]).layers(
      input: [1], classes: classes)
    let theory = try #require(JacobianMoments(layers, Self.he))
    let sample = try JacobianSample(layers, Self.he, input: [1], networks: 20_000, from: RandomKey(seed: 4))
    let (mean, error) = estimate(sample.fourths)
    let spread = error * error * 20_000 / (mean * mean)
    #expect(abs(spread / (try #require(theory.fourthSpread)) - 1) < 0.15)
  }

  /// The second moment knows of the law of weights and biases no more than that it is symmetric, and its
  /// variance.
  @Test(arguments: [
    (PopularInitialization.heUniform, Activation.relu), (.heTruncated, .relu), (.orthogonalReLU, .relu),
    (.pytorchDefault, .relu), (.heNormal, .leakyReLU(slope: 0.3)), (.glorotUniform, .leakyReLU(slope: 0.3)),
  ])
  func secondMomentsAreTheTheorys(named: PopularInitialization, activation: Activation) throws {
    for classes in [6, nil] {
      let layers = try FullyConnected(.explicit, depth: 0, widths: [30, 12, 20], activation: activation)
        .layers(input: [9], classes: classes)
      let theory = try #require(JacobianMoments(layers, named.initialization))
      let sample = try JacobianSample(
        layers, named.initialization, input: [9], networks: 10_000, from: RandomKey(seed: 6))
      let (mean, error) = estimate(sample.squares)
      #expect(abs(mean - theory.secondMoment) < 4 * error)
      #expect(4 * error < theory.secondMoment / 10)
    }
  }

  @Test func theSameKeyGivesTheSameNetworks() throws {
    let layers = try FullyConnected(.constant, depth: 2, widths: [6]).layers(input: [1, 2, 3], classes: 4)
    func sample(_ seed: UInt64, _ networks: Int) throws -> JacobianSample {
      try JacobianSample(layers, Self.he, input: [1, 2, 3], networks: networks, from: RandomKey(seed: seed))
    }
    let five = try sample(1, 5)
    #expect(try sample(1, 5) == five)
    #expect(try sample(1, 3).fourths == Array(five.fourths.prefix(3)))
    #expect(try sample(2, 5) != five)
  }

  @Test func theoryIsSilentWhereItDoesNotKnow() throws {
    let network = FullyConnected(.constant, depth: 2, widths: [6])
    let layers = try network.layers(input: [5], classes: 4)
    #expect(JacobianMoments(layers, Self.he)?.kurtosis != nil)
    for named in [PopularInitialization.heUniform, .orthogonal, .pytorchDefault] {
      let theory = try #require(JacobianMoments(layers, named.initialization))
      #expect(theory.kurtosis == nil && theory.quenchedVariance == nil)
    }
    #expect(JacobianMoments(layers, PopularInitialization.gsm.initialization) == nil)
    #expect(JacobianMoments(layers, try #require(Initialization(named: "constant:0.1"))) == nil)
    let residual = try ResidualNetwork(modules: 2, width: 5).layers(input: [5], classes: nil)
    #expect(JacobianMoments(residual, Self.he) == nil)
    var tanh = network
    tanh.activation = .tanh
    #expect(try JacobianMoments(tanh.layers(input: [5], classes: 4), Self.he) == nil)
  }

  @Test func whatCannotBeMirroredIsNoSample() throws {
    let layers = try FullyConnected(.constant, depth: 2, widths: [7]).layers(input: [5], classes: 4)
    #expect(throws: ArchitectureError.self) {
      try JacobianSample(
        layers, PopularInitialization.gsm.initialization, input: [5], networks: 1, from: RandomKey(seed: 1))
    }
  }
}
