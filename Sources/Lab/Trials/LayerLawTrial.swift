import Autodiff
import Forms
import Network
import Numbers
import Randomness
import Statistics
import Theory

/// Whether what a network's last hidden layer puts out, from network to network, has the law that theory
/// says (paper D).
public struct LayerLawTrial: Trial {
  /// The network, fully connected and with ReLU; it has no output layer.
  public var architecture: Architecture
  /// The variance of weights times their fan-in.
  public var gain: Double
  /// The number of inputs; all networks are given the same random vector.
  public var inputs: Int
  /// How many networks are drawn, and how many vectors of the law.
  public var networks: Int
  /// The seed of weights, of the input and of what is drawn from the law.
  public var seed: UInt64

  /// What a run found out: how likely so large a difference is where there is none.
  public struct Outcome: TrialOutcome {
    /// Of networks and the exact law.
    public let exact: Tests
    /// Of networks and the mean-field law.
    public let meanField: Tests

    /// What a run found out.
    package init(exact: Tests, meanField: Tests) {
      (self.exact, self.meanField) = (exact, meanField)
    }

    /// The p-values against either law.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .number("exact_length_p", \.exact.length), .number("exact_outputs_p", \.exact.outputs),
      .number("exact_joint_p", \.exact.joint), .number("mean_field_length_p", \.meanField.length),
      .number("mean_field_outputs_p", \.meanField.outputs), .number("mean_field_joint_p", \.meanField.joint),
    ]

    /// What the tests of two samples said.
    public struct Tests: Hashable, Codable, Sendable {
      /// The p-value of the squared length's distribution (Kolmogorov-Smirnov).
      public let length: Double
      /// The least of the p-values of the single outputs' distributions, adjusted for their number (Holm).
      public let outputs: Double
      /// The p-value of the joint distribution (embedding test).
      public let joint: Double
      /// The chance, at most, of samples so alike where the laws lie apart by ``LayerLawTrial/margin`` in
      /// any of the three; nil for runs of earlier versions, which did not ask.
      public let apart: Double?

      /// What the tests of two samples said.
      public init(length: Double, outputs: Double, joint: Double, apart: Double? = nil) {
        (self.length, self.outputs, self.joint, self.apart) = (length, outputs, joint, apart)
      }
    }
  }

  /// The name of this sort of trial in files.
  public static let kind = "layer-law"

  /// The trial with every field at its default.
  public static let standard = LayerLawTrial(
    architecture: .fullyConnected(.standard), gain: 2, inputs: 4, networks: 10_000, seed: 0)

  /// A trial of many networks.
  public init(architecture: Architecture, gain: Double, inputs: Int, networks: Int, seed: UInt64) {
    self.architecture = architecture
    self.gain = gain
    self.inputs = inputs
    self.networks = networks
    self.seed = seed
  }

  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .init("architecture", Architecture.form, "The network, fully connected and with ReLU."),
      .init("gain", .number(in: 0...1e9), "The variance of weights times their fan-in."),
      .init("inputs", .count(least: 1), "The number of inputs."),
      .networks("How many networks are drawn, and how many vectors of the law."),
    ])
  }

  /// The number of numbers drawn, up to a factor.
  public var cost: Double {
    let layers = (try? architecture.layers(input: [inputs], classes: nil)) ?? []
    return Double(networks) * (NetworkSize(layers, input: [inputs]).multiplications + 20_000)
  }

  /// One network at a time, and what all networks and as many draws of the law put out.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let layers = try architecture.layers(input: [inputs], classes: nil)
    var demand = Demand(drawing: Double(networks), NetworkSize(layers, input: [inputs]))
    let numbers = 2 * Double(networks) * Double(try widths.last ?? 0)
    // Beside the outputs stand sorted copies of them.
    demand.bytes += 3 * numbers * Double(MemoryLayout<Double>.size)
    return demand
  }

  /// A few of the trial's networks.
  public var sample: TrialSample<LayerLawTrial> { TrialSample(of: self, \.networks, most: 200) }

  /// Sees that the network is one that the law is of.
  ///
  /// - Throws: `ArchitectureError`, `FieldError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    _ = try widths
    try demand().check()
  }

  /// Draws networks and vectors of both laws, and compares them; no state is kept.
  ///
  /// - Throws: What `check` throws, `CancellationError`.
  public func run(on _: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try check()
    let key = RandomKey(seed: seed)
    var input = [Real](repeating: 0, count: inputs)
    var span = input.mutableSpan
    key["input"].fillNormal(&span, deviation: 1)
    let square = input.reduce(0) { $0 + Double($1) * Double($1) }
    let law = LayerLaw(LayerMoments.fullyConnected(inputs: inputs, widths: try widths, gain: gain))
    let networks = try outputs(of: input, key["networks"])
    func tests(_ kind: LayerLaw.Kind) throws -> Outcome.Tests {
      let key = key[kind.rawValue]
      let draws = try (0..<self.networks).map { number in
        try Task.checkCancellation()
        return law.draw(kind, squaredLength: square, from: key[number])
      }
      return Self.compare(networks, draws, key["test"])
    }
    return Outcome(exact: try tests(.exact), meanField: try tests(.meanField))
  }

  /// Normal weights of the gain, and no biases.
  public var initialization: Initialization { Initialization(weights: Initializer(gain: gain)) }

  /// The widths of the hidden layers, first to last.
  ///
  /// - Throws: `ArchitectureError`, or `FieldError` for a network that the law is not of.
  public var widths: [Int] {
    get throws {
      guard let network = architecture.of(FullyConnected.self), network.activation == .relu,
        try network.layers(input: [inputs], classes: nil).allSatisfy({ $0.role != .other })
      else {
        throw FieldError(
          ["architecture"], expected: "a fully connected network with ReLU", found: architecture.summary)
      }
      return try network.hiddenWidths()
    }
  }

  /// What the last layers of networks put out.
  private func outputs(of input: [Real], _ key: RandomKey) throws -> [[Double]] {
    var recording = Recording()
    let network = try Network(
      architecture.layers(input: [inputs], classes: nil), beginning: initialization, input: [inputs],
      into: &recording)
    let plan = Plan(recording, keeping: network.activations)
    var workspace = Workspace(plan, capacity: 1)
    workspace.isTraining = false
    var pass = ScaledPass(network, plan)
    workspace.fill(network.input, with: input.span)
    return try (0..<networks).map { number in
      try Task.checkCancellation()
      network.initialize(&workspace, from: key[number])
      pass.forward(&workspace)
      return workspace.rows(of: network.output).map {
        ScaledNumber(Double($0), exponent: -pass.exponent).value
      }
    }
  }

  /// How far apart two laws may lie and still pass for one: their distribution functions, of lengths and of
  /// single outputs, and the means of the joint law's cosines, in standard deviations of these.
  public static let margin = (functions: 0.02, cosines: 0.06)

  /// No sample is empty here, so every test can be made but one of vectors that are all the same.
  package static func compare(
    _ first: [[Double]], _ second: [[Double]], _ key: RandomKey
  ) -> Outcome.Tests {
    func test(_ number: ([Double]) -> Double) -> KolmogorovSmirnovTest? {
      KolmogorovSmirnovTest(first.map(number), second.map(number))
    }
    let length = test { $0.reduce(0) { $0 + $1 * $1 } }
    let outputs = (first.first ?? []).indices.map { place in test { $0[place] } }
    let joint = EmbeddingTest(first, second, from: key)
    let functions = ([length] + outputs).map { $0?.pValue(ifApartBy: margin.functions) ?? 1 }
    return Outcome.Tests(
      length: length?.pValue ?? 1, outputs: MultipleTests.holm(outputs.map { $0?.pValue ?? 1 }).min() ?? 1,
      joint: joint?.pValue ?? 1,
      apart: max(functions.max() ?? 1, joint?.pValue(ifApartBy: margin.cosines) ?? 1))
  }
}
