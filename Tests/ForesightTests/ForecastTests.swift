import Autodiff
import Foresight
import Forms
import Foundation
import Network
import Testing

/// A family with a layer that theory does not know, as wide as another without it.
private struct Strange: NetworkFamily {
  static let name = "strange"
  static let standard = Strange()
  static var fields: [ValueForm.Field] { [.init("activation", .anything, "The activation.")] }
  var hiddenActivation: Activation? { activation }
  var activation = Activation.relu

  private struct Unknown: LayerKind {
    var role: Layer.Role { .other }
    var listing: String { "unknown" }

    func record(after stream: Value, by _: inout Lowering) throws(ShapeError) -> Value { stream }
  }

  func layerCount() -> Int { 1 }
  func layers(input: [Int], classes _: Int?) throws(ArchitectureError) -> [Layer] {
    [
      .flatten, .linear(Layer.Linear(name: "it", inputs: input.reduce(1, *), outputs: 2)), Layer(Unknown()),
      .activation(activation),
    ]
  }
  var summary: String { "strange" }
  var label: String { "strange" }
  func layerWidths() -> [Int]? { [2] }
  func withDepth(_: Int) -> Strange { self }
}

@Suite struct ForecastTests {
  private func forecast(
    _ architecture: Architecture, _ named: PopularInitialization = .heNormal, input: [Int] = [1, 28, 28]
  ) throws -> Forecast {
    try Forecast(architecture, named.initialization, input: input)
  }

  private func constant(_ depth: Int, _ width: Int) -> Architecture {
    .fullyConnected(FullyConnected(.constant, depth: depth, widths: [width]))
  }

  private func residual(_ modules: Int, _ scale: ResidualScale) -> Architecture {
    .residual(ResidualNetwork(modules: modules, width: 5, scale: scale))
  }

  @Test func theNumbersAreTheClosedForms() throws {
    let forecast = try forecast(constant(30, 20), .lecunNormal)
    #expect(abs(try #require(forecast.meanFactor) * 0x1p30 - 1) < 1e-12)
    #expect(abs(try #require(forecast.layerFactor) - 0.5) < 1e-12)
    #expect(abs(try #require(forecast.beta) - 7.5) < 1e-12)
    #expect(abs(try #require(forecast.inverseWidths) - 1.5) < 1e-12)
    #expect(abs(try #require(forecast.logVariance) - 30 * 0.312) < 0.02)
    #expect(abs(try #require(forecast.deadProbability) - 30 * 0x1p-20) < 1e-9)
    #expect(forecast.scaleSum == nil)
  }

  /// Two units are both silent with a probability of 1/4, but who knows what the layer between makes of them.
  @Test func ofLayersThatTheoryDoesNotKnowNothingIsForetold() throws {
    let known = try forecast(.fullyConnected(FullyConnected(.explicit, depth: 1, widths: [2])))
    #expect(abs(try #require(known.deadProbability) - 0.25) < 1e-12)
    let strange = try forecast(Architecture(Strange()))
    #expect(!strange.isKnown)
    #expect(strange.deadProbability == nil && strange.beta == nil && strange.inverseWidths == nil)
    #expect(strange.findings.isEmpty)
  }

  /// What biases add to the mean length tells no input from another.
  @Test func biasesDoNotHideThatTheInputVanishes() throws {
    let forecast = try forecast(constant(10, 20), .pytorchDefault)
    let (mean, signal) = (try #require(forecast.meanFactor), try #require(forecast.signalFactor))
    #expect(abs(signal * 0x1p10 * 59_049 - 1) < 1e-9)
    #expect(mean > 1000 * signal)
    #expect(forecast.findings.map(\.trouble) == [.vanishing])
  }

  /// Whether runs on MNIST were in trouble: experiments/hanin-rolnick-2018, figure 1(b), width = depth.
  @Test(arguments: [
    (PopularInitialization.heNormal, [10, 30, 50, 70, 100], []), (.heUniform, [10, 30, 50, 70, 100], []),
    (.heTruncated, [10], [30, 50, 70]), (.glorotUniform, [], [10, 30, 50, 70]),
    (.lecunNormal, [], [10, 30, 50, 70]), (.heDoubled, [10], [30, 50, 70]),
  ])
  func troubleIsForeseenWhereItWasSeen(named: PopularInitialization, fine: [Int], bad: [Int]) throws {
    let expected: Trouble = named == .heDoubled ? .exploding : .vanishing
    for depth in fine {
      #expect(try forecast(.fullyConnected(FullyConnected(.square, depth: depth)), named).findings.isEmpty)
    }
    for depth in bad {
      let findings = try forecast(.fullyConnected(FullyConnected(.square, depth: depth)), named).findings
      #expect(findings.map(\.trouble) == [expected])
    }
  }

  /// The same for figure 2(b): where runs diverged, and where none of 20 did.
  @Test func residualExplosionIsForeseenWhereItWasSeen() throws {
    for (modules, scale) in [
      (5, ResidualScale.constant(1)), (20, .geometric(0.9)), (50, .geometric(0.75)), (50, .geometric(0.5)),
    ] {
      #expect(try forecast(residual(modules, scale)).findings.isEmpty)
    }
    for (modules, scale) in [(10, ResidualScale.constant(1)), (50, .constant(1)), (50, .geometric(0.9))] {
      #expect(
        try forecast(residual(modules, scale)).findings.map(\.trouble) == [.residualExplosion])
    }
  }

  @Test func narrowLayersMayBeDead() throws {
    let forecast = try forecast(constant(4, 3))
    #expect(forecast.findings.map(\.trouble) == [.deadLayers])
    #expect(forecast.findings.first?.number == forecast.deadProbability)
  }

  @Test func zerosLeaveTheirBorderLess() throws {
    func conv(_ padding: ConvolutionalNetwork) throws -> Forecast { try forecast(.convolutional(padding)) }
    let zero = try conv(ConvolutionalNetwork(depth: 20, features: 64, padding: .zero))
    let share = try #require(zero.paddingFactor)
    #expect(share == zero.meanFactor)
    #expect((0.5..<0.9).contains(share))
    #expect(try conv(ConvolutionalNetwork(depth: 20, features: 64)).paddingFactor == nil)
  }

  /// Nine numbers under each filter: the first layer's length falls to 9/128 of the input's, and no further.
  @Test(arguments: [(4, 1.0), (16, 9.0 / 16), (32, 9.0 / 32), (128, 9.0 / 128)])
  func orthogonalFiltersDivideByTheLargerSide(features: Int, expected: Double) throws {
    for depth in [1, 5] {
      let forecast = try forecast(
        .convolutional(ConvolutionalNetwork(depth: depth, features: features)), .orthogonalReLU)
      #expect(abs(try #require(forecast.meanFactor) / expected - 1) < 1e-12)
      #expect(!forecast.findings.map(\.trouble).contains(.vanishing))
    }
  }

  /// β is what it says it is of any independent weights, a bound of others, and of leaky units less.
  @Test func betaSaysWhatItIs() throws {
    for named in [PopularInitialization.heNormal, .heUniform, .heTruncated, .pytorchDefault] {
      #expect(try forecast(constant(30, 20), named).betaIsBound == false)
    }
    for named in [PopularInitialization.orthogonal, .gsm] {
      #expect(try forecast(constant(30, 20), named).betaIsBound == true)
    }
    #expect(try forecast(constant(30, 20), .orthogonalMirrored).betaIsBound == nil)
    #expect(try forecast(.convolutional(ConvolutionalNetwork(depth: 20, features: 9))).betaIsBound == true)
    let leaky = FullyConnected(.constant, depth: 30, widths: [20], activation: .leakyReLU(slope: 0.5))
    let forecast = try forecast(.fullyConnected(leaky))
    // 3 · 2 (1 + a⁴) / (1 + a²)² − 1 in place of 5.
    let expected: Double = 1.5 * (6 * 1.0625 / 1.5625 - 1)
    #expect(abs(try #require(forecast.beta) - expected) < 1e-12)
    #expect(forecast.deadProbability == nil)
    #expect(forecast.logMean == nil)
  }

  /// A unit of slope a keeps (1 + a²) / 2 of its second moment.
  @Test func leakyNetworksAreKnown() throws {
    let leaky = FullyConnected(.constant, depth: 40, widths: [50], activation: .leakyReLU(slope: 0.5))
    let forecast = try forecast(.fullyConnected(leaky), .lecunNormal)
    #expect(abs(try #require(forecast.layerFactor) - 0.625) < 1e-12)
    #expect(forecast.findings.map(\.trouble) == [.vanishing])
    let mend = try #require(forecast.mends(of: .vanishing).first)
    #expect(abs(mend.initialization.weights.gain - 1.6) < 1e-12)
    let mended = try Forecast(mend.architecture, mend.initialization, input: [1, 28, 28])
    #expect(abs(try #require(mended.meanFactor) - 1) < 1e-12)
    let convolution = ConvolutionalNetwork(depth: 4, features: 50, activation: .leakyReLU(slope: 0.5))
    #expect(abs(try #require(self.forecast(.convolutional(convolution)).meanFactor) - pow(1.25, 4)) < 1e-12)
    // What the signs of a residual stream do at finite width is known for ReLU alone.
    let residual = ResidualNetwork(modules: 3, width: 5, activation: .leakyReLU(slope: 0.5))
    let wide = try self.forecast(.residual(residual))
    #expect(wide.factorBound == nil && wide.wideFactor != nil)
  }

  @Test func whatTheoryDoesNotKnowIsNotCalledFine() throws {
    let forecast = try forecast(Architecture(Strange()))
    #expect(!forecast.isKnown)
    #expect(forecast.signals.gap?.layer == "unknown")
    #expect(forecast.findings.isEmpty)
    #expect(try self.forecast(constant(3, 10)).isKnown)
  }

  @Test func equalWeightsAreEqualUnits() throws {
    let initialization = try #require(Initialization(named: "constant:0.1"))
    let forecast = try Forecast(constant(3, 10), initialization, input: [784])
    #expect(forecast.findings.map(\.trouble) == [.equalUnits])
  }

  @Test func whatIsBeyondTheRangeOfNumbersIsTroubleAllTheSame() throws {
    for (named, trouble) in [
      (PopularInitialization.lecunNormal, Trouble.vanishing), (.heDoubled, .exploding),
    ] {
      let forecast = try forecast(constant(3000, 2000), named)
      #expect(forecast.layerFactor == nil)
      #expect(forecast.findings.map(\.trouble) == [trouble])
      #expect(forecast.cure?.count == 1)
    }
  }

  @Test func aDeepNetworkTakesNoTime() throws {
    let clock = ContinuousClock()
    let time = try clock.measure { _ = try forecast(constant(10_000, 500)) }
    #expect(time < .seconds(1))
  }
}
