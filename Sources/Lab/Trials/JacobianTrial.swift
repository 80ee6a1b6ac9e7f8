import Autodiff
import Forms
import Jacobians
import Network
import Numbers
import Randomness

/// The input-output Jacobians of many networks at initialisation: the moments of their entries, and their
/// singular values (papers C and D).
public struct JacobianTrial: Trial {
  /// The network.
  public var architecture: Architecture
  /// How its weights are drawn.
  public var initialization: Initialization
  /// The number of inputs; each network is given a vector of length 1 in a direction of its own.
  public var inputs: Int
  /// The number of linear outputs; nil for a network that ends with its last hidden layer.
  public var outputs: Int?
  /// The number of networks.
  public var networks: Int
  /// Whether singular values are computed.
  public var hasSpectrum: Bool
  /// The seed of weights and inputs.
  public var seed: UInt64

  /// What a run found out.
  public struct Outcome: TrialOutcome {
    /// The mean of Z² over each network's entries.
    public var squares = LengthSummary()
    /// The mean of Z⁴ over each network's entries.
    public var fourths = LengthSummary()
    /// The variance of Z² over each network's entries.
    public var variances = LengthSummary()
    /// The product of the first two, for their covariance; nil for runs of earlier versions.
    public var products: LengthSummary? = LengthSummary()
    /// The singular values at each of `ranks`, over their root mean square; empty where none were computed.
    public var spectrum: [LengthSummary]

    /// Where in the descending order of singular values `spectrum` looks: the largest, the quartiles, the
    /// smallest.
    public static let ranks = [0, 0.25, 0.5, 0.75, 1]

    /// A summary of no network yet.
    public init(hasSpectrum: Bool) {
      spectrum = hasSpectrum ? Self.ranks.map { _ in LengthSummary() } : []
    }

    /// What several runs of one setting, which differ in their seeds, found out together.
    public init(pooling outcomes: [Outcome]) {
      self.init(hasSpectrum: outcomes.first?.spectrum.isEmpty == false)
      for outcome in outcomes {
        squares.add(outcome.squares)
        fourths.add(outcome.fourths)
        variances.add(outcome.variances)
        products = products.flatMap { mine in outcome.products.map { mine.adding($0) } }
        for place in spectrum.indices { spectrum[place].add(outcome.spectrum[place]) }
      }
    }

    /// The covariance of the means of Z² and of Z⁴ over the networks, over the product of both; nil for runs
    /// of earlier versions, or one network.
    public var relativeCovariance: Double? {
      guard let products, squares.count > 1 else { return nil }
      let quotient = (products.scaledMean / (squares.scaledMean * fourths.scaledMean)).value
      return (quotient - 1) / Double(squares.count - 1)
    }

    /// The measured E[Z⁴] / E[Z²]² with its standard error, to first order in the errors of both, which go
    /// together: nets of large squares have large fourth powers. One net alone tells of no error.
    package var kurtosis: (value: Double, error: Double) {
      // Both may be beyond the range of numbers where what becomes of them is not.
      let value = (fourths.scaledMean / (squares.scaledMean * squares.scaledMean)).value
      guard squares.count > 1 else { return (value, .nan) }
      let (a, b) = (fourths.relativeError, 2 * squares.relativeError)
      let together = 4 * (relativeCovariance ?? 0)
      return (value, value * max(0, a * a + b * b - together).squareRoot())
    }

    /// Moments of the Jacobian's entries with their standard errors, then the singular values at each of `ranks`.
    public static let columns: [OutcomeColumn<Outcome>] = [
      .number("second_moment", \.squares.mean), .number("second_moment_error", \.squares.standardError),
      .number("kurtosis") { $0.kurtosis.value }, .number("kurtosis_error") { $0.kurtosis.error },
      .number("quenched_variance", \.variances.mean),
      .number("quenched_variance_error", \.variances.standardError),
      .number("singular_spread") { outcome in
        outcome.spectrum.first.flatMap { largest in outcome.spectrum.last.map { largest.mean - $0.mean } }
      },
      .numbers("singular_values") { $0.spectrum.isEmpty ? nil : $0.spectrum.map(\.mean) },
    ]

    /// Takes in one network.
    mutating func add(_ jacobian: Jacobian) {
      squares.add(jacobian.meanSquare)
      fourths.add(jacobian.meanFourth)
      variances.add(jacobian.squareVariance)
      products?.add(jacobian.meanSquare * jacobian.meanFourth)
      if spectrum.isEmpty { return }
      let values = jacobian.singularValues.map { Double($0) }
      let root = (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
      for (place, rank) in Self.ranks.enumerated() {
        let value = values[Int((rank * Double(values.count - 1)).rounded())]
        spectrum[place].add(root > 0 ? value / root : 0)
      }
    }
  }

  /// The name of this sort of trial in files.
  public static let kind = "jacobians"

  /// The trial with every field at its default.
  public static let standard = JacobianTrial(
    architecture: .fullyConnected(.standard),
    initialization: PopularInitialization.heNormal.initialization, inputs: 10, outputs: nil, networks: 1000,
    hasSpectrum: false, seed: 0)

  /// A trial of many networks.
  public init(
    architecture: Architecture, initialization: Initialization, inputs: Int, outputs: Int?, networks: Int,
    hasSpectrum: Bool = false, seed: UInt64
  ) {
    self.architecture = architecture
    self.initialization = initialization
    self.inputs = inputs
    self.outputs = outputs
    self.networks = networks
    self.hasSpectrum = hasSpectrum
    self.seed = seed
  }

  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .init("architecture", Architecture.form, "The network."),
      .initialization,
      .init("inputs", .count(least: 1), "The number of inputs."),
      .init("outputs", .count(least: 1), "The number of linear outputs; else the last hidden layer's."),
      .networks("The number of networks."),
      .init("hasSpectrum", .flag, "Whether singular values are computed."),
    ])
  }

  /// The number of multiplications, up to a factor: a pass for each output.
  public var cost: Double {
    let layers = (try? layers) ?? []
    let passes = Double(networks) * Double(outputs ?? 100)
    return passes * NetworkSize(layers, input: [inputs]).multiplications
  }

  /// One network at a time, given as many copies of the input as there are outputs; all networks are drawn
  /// and measured.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let size = NetworkSize(try layers, input: [inputs])
    let rows = size.outputs
    var demand = Demand(drawing: Double(networks), size, examples: rows)
    let entries = rows * Double(inputs)
    demand.bytes += 4 * entries * Double(MemoryLayout<Double>.size)
    if hasSpectrum { demand.multiplications += Double(networks) * entries * min(rows, Double(inputs)) }
    return demand
  }

  /// A few of the trial's networks.
  public var sample: TrialSample<JacobianTrial> { TrialSample(of: self, \.networks, most: 20) }

  /// The layers of one network.
  ///
  /// - Throws: `ArchitectureError`.
  public var layers: [Layer] {
    get throws(ArchitectureError) { try architecture.layers(input: [inputs], classes: outputs) }
  }

  /// Sees that the network can be built, and begin so.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, or `LabError` where no machine like this can bear it.
  public func check() throws {
    try demand().check()
    var recording = Recording()
    _ = try Network(layers, beginning: initialization, input: [inputs], into: &recording)
  }

  /// Draws the networks one after another and measures each; no state is kept.
  ///
  /// - Throws: What `check` throws, `CancellationError`.
  public func run(on _: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try demand().check()
    var outcome = Outcome(hasSpectrum: hasSpectrum)
    try JacobianNetwork.forEach(
      layers, initialization, input: [inputs], networks: networks, from: RandomKey(seed: seed)
    ) { outcome.add($0) }
    return outcome
  }
}
