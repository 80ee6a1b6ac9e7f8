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
  /// Where theory knows no further, and why; nil where it knows all.
  public let gap: TheoryGap?

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
  }

  /// What two inputs of one mean square become that are alike to a degree.
  ///
  /// - Parameters:
  ///   - correlation: How alike they are: 1 for the same input twice, which noise tells apart.
  ///   - square: The mean square of their numbers; it matters where biases or saturating activations are.
  /// - Throws: `ArchitectureError` where the network cannot begin so.
  public init(
    _ architecture: Architecture, _ initialization: Initialization, input extents: [Int],
    classes: Int = 10, correlation: Double, square: Double
  ) throws(ArchitectureError) {
    let layers = try initialization.prepared(try architecture.layers(input: extents, classes: classes))
    var propagation = Propagation(
      SignalPair(PairMoments(square: square, correlation: correlation)), into: layers,
      beginning: initialization, extents: extents)
    var gap: TheoryGap?
    do { try propagation.pass(layers) } catch { gap = error }
    let isWhole = gap == nil
    let steps = propagation.steps
    let gradients = isWhole ? Self.gradients(of: steps) : nil
    var products = (gradients ?? []).makeIterator()
    let last = gradients?.last ?? 1
    self.layers = steps.flatMap(\.all).map { step in
      LayerSignal(
        name: step.layer.product?.name ?? step.layer.module?.name ?? "\(step.layer)",
        square: step.moments.first / square, correlation: step.moments.correlation,
        gradient: step.weights == nil ? nil : products.next().map { $0 / last })
    }
    forward = isWhole ? steps.last.map { $0.moments.first / square } : nil
    backward = isWhole ? steps.backward : nil
    self.correlation = isWhole ? steps.last.map(\.moments.correlation) : nil
    inputCorrelation = correlation
    self.gap = gap
  }

  /// The squared norms of the gradients of all products' weights, up to a common factor, in the order in which steps are listed.
  private static func gradients(of steps: [Propagation.Step]) -> [Double] {
    gradients(of: steps, behind: 1, averaged: 1)
  }

  /// - Parameters:
  ///   - gradient: The sum of squared gradients behind the steps.
  ///   - averaged: How many pixels there have the same gradient.
  private static func gradients(
    of steps: [Propagation.Step], behind gradient: Double, averaged: Int
  ) -> [Double] {
    var (gradient, averaged) = (gradient, averaged)
    var found: [[Double]] = []
    for step in steps.reversed() {
      if let weights = step.weights { found.append([weights * gradient * Double(averaged)]) }
      if let module = step.module, let scale = step.layer.module?.scale {
        found.append(
          gradients(of: module.branch, behind: scale * scale * gradient, averaged: averaged)
            + gradients(of: module.shortcut, behind: gradient, averaged: averaged))
      }
      gradient *= step.backward
      averaged *= step.averaged
    }
    return found.reversed().flatMap(\.self)
  }
}

extension Propagation.Step {
  /// The steps in it, those of a module's branch and shortcut before it.
  fileprivate var all: [Propagation.Step] {
    (module.map { ($0.branch + $0.shortcut).flatMap(\.all) } ?? []) + [self]
  }
}
