import Network
import Theory

/// What theory expects of two inputs on their way through a network of great width, and of gradients on their way back.
///
/// What is told of weights is the square of the norm of the loss's gradient with respect to them, beside that of the last product.
/// Images are as even as theory needs them: one pixel stands for all.
public struct SignalForecast: Encodable, Sendable {
  /// What is expected behind each layer, those in modules before the module itself; up to the gap where there is one.
  public let layers: [LayerSignal]
  /// E[y²] / E[x²] of the network's output y and its input x; nil behind a gap.
  public let forward: Double?
  /// The sum of squared gradients with respect to the input over that with respect to the output; nil where there is a gap.
  public let backward: Double?
  /// How alike two inputs are at the output that were as alike as `inputCorrelation` says; nil behind a gap.
  public let correlation: Double?
  /// E[x x′] / √(E[x²] E[x′²]) of the two inputs.
  public let inputCorrelation: Double
  /// How alike the two inputs are behind each hidden layer or module, up to the gap where there is one.
  public let hiddenCorrelations: [Double]
  /// Where theory knows no further, and why; nil where it knows all.
  public let gap: TheoryGap?

  /// ``backward``, with the gradients of pixels that are the same counted as one that is their sum; nil where there is a gap.
  let reach: Double?
  private let hiddenSquare: Double?

  private enum CodingKeys: String, CodingKey {
    case layers, forward, backward, correlation, inputCorrelation, gap
  }

  /// How many classes the output tells apart where nobody says.
  public static let classes = 10

  /// What is expected behind one layer.
  public struct LayerSignal: Encodable, Sendable {
    /// The layer, by the name of its product or else by what it is.
    public let name: String
    /// The mean square of its units over that of the input's numbers.
    public let square: Double
    /// How alike the two inputs are.
    public let correlation: Double
    /// The squared norm of the gradient of its weights over that of the last product's; nil where it has none, or there is a gap.
    public let gradient: Double?
    /// Of a bounded activation the mean squared slope over its squared slope at 0, which falls as it saturates; nil for other layers.
    public let slope: Double?
  }

  /// What two inputs of one mean square become that are alike to a degree.
  ///
  /// - Parameters:
  ///   - correlation: How alike they are: 1 for the same input twice, which noise tells apart.
  ///   - square: The mean square of their numbers; it matters where biases or saturating activations are.
  /// - Throws: `ArchitectureError` where the network cannot begin so.
  public init(
    _ architecture: Architecture, _ initialization: Initialization, input extents: [Int],
    classes: Int = Self.classes, correlation: Double, square: Double
  ) throws(ArchitectureError) {
    self.init(
      try initialization.prepared(try architecture.layers(input: extents, classes: classes)),
      beginning: initialization, input: extents, inputs: PairMoments(square: square, correlation: correlation)
    )
  }

  /// What two inputs of these moments become in layers as `Initialization.prepared` gives them.
  package init(
    _ layers: [Layer], beginning initialization: Initialization, input extents: [Int], inputs: PairMoments
  ) {
    var propagation = Propagation(
      SignalPair(inputs), into: layers, beginning: initialization, extents: extents)
    let square = inputs.first
    var gap: TheoryGap?
    do { try propagation.pass(layers) } catch { gap = error }
    let isWhole = gap == nil
    let steps = propagation.steps
    var back = Backpropagation()
    if isWhole { back.pass(steps) }
    var products = back.weights.reversed().makeIterator()
    let last = back.weights.first ?? 1
    self.layers = steps.flatMap(\.all).map { step in
      LayerSignal(
        name: step.layer.product?.name ?? step.layer.module?.name ?? "\(step.layer)",
        square: step.moments.first / square, correlation: step.moments.correlation,
        gradient: step.weights == nil ? nil : products.next().map { $0 / last }, slope: step.relativeSlope)
    }
    hiddenCorrelations = steps.filter(\.layer.isHidden).map(\.moments.correlation)
    hiddenSquare = steps.last { $0.layer.isHidden }.map { $0.moments.first / square }
    forward = isWhole ? steps.last.map { $0.moments.first / square } : nil
    backward = isWhole ? back.total : nil
    reach = isWhole ? back.total * Double(back.averaged) : nil
    // An output that begins as zero tells nothing of the inputs; what is before it does.
    self.correlation = isWhole ? steps.last { $0.moments.first > 0 }.map(\.moments.correlation) : nil
    inputCorrelation = inputs.correlation
    self.gap = gap
  }

  /// The mean square behind the last activation or module over that of the input's numbers; nil where theory does not come to it.
  var hidden: Double? { gap == nil ? hiddenSquare : nil }
}

extension Propagation.Step {
  /// Of a bounded activation the mean squared slope over that at 0.
  fileprivate var relativeSlope: Double? {
    guard case .activation(let activation) = layer.role, activation.nonlinearity.isBounded else { return nil }
    let slope = activation.nonlinearity.slope(0)
    return backward.mean / (slope * slope)
  }

  /// The steps in it, those of a module's branch and shortcut before it.
  fileprivate var all: [Propagation.Step] {
    (module.map { ($0.branch + $0.shortcut).flatMap(\.all) } ?? []) + [self]
  }
}
