import Network
import Theory

extension PropagationTrial {
  /// What theory expects at a place in the limit of great width.
  public struct Expectation: Hashable, Sendable {
    /// q.
    public let square: Double
    /// c.
    public let correlation: Double
    /// The mean squared norm of the gradient.
    public let gradient: Double
    /// The correlation of the two inputs' gradients; nil where theory does not follow it.
    public let gradientCorrelation: Double?
    /// How many hidden layers gradients have come through on their way here from the end.
    public let layersPassed: Int
  }

  /// What theory expects of the input and of hidden layer after hidden layer; nothing where it does not know the network.
  ///
  /// - Throws: `ArchitectureError` where the network cannot be built.
  public func theory() throws(ArchitectureError) -> [Expectation] {
    let layers = try initialization.prepared(try layers)
    let start = PairMoments(square: pair.square, correlation: pair.correlation)
    var propagation = Propagation(
      SignalPair(start), into: layers, beginning: initialization, extents: [dimension])
    do { try propagation.pass(layers) } catch { return [] }
    return PropagationPlaces(start, propagation.steps).all
  }
}

/// The places of a network, gone through from the last to the first.
private struct PropagationPlaces {
  private(set) var all: [PropagationTrial.Expectation] = []

  init(_ start: PairMoments, _ steps: [Propagation.Step]) {
    let isPlain = Self.isPlain(steps)
    var (back, product, likeness, passed) = (Backpropagation(), 1.0, isPlain ? Optional(1.0) : nil, 0)
    func place(_ moments: PairMoments) -> PropagationTrial.Expectation {
      PropagationTrial.Expectation(
        square: (moments.first + moments.second) / 2, correlation: moments.correlation,
        gradient: isPlain ? product : back.total, gradientCorrelation: likeness, layersPassed: passed)
    }
    for (number, step) in steps.enumerated().reversed() {
      let before = number > 0 ? steps[number - 1].moments : start
      if step.module != nil { all.append(place(step.moments)) }
      back.pass([step])
      product *= step.backward.mean
      likeness = likeness.map { $0 * step.likeness(before) }
      guard step.layer.isHidden else { continue }
      passed += 1
      if step.module == nil { all.append(place(before)) }
    }
    all.append(place(start))
    all.reverse()
  }

  /// Whether layers are products with one activation at most between two of them, and noise: then squared gradients are multiplied by
  /// means alone.
  private static func isPlain(_ steps: [Propagation.Step]) -> Bool {
    var activations = 0
    for step in steps {
      switch step.layer.role {
      case .product: activations = 0
      case .activation: activations += 1
      case .reshaping: continue
      case .other where step.layer.isNoisy: continue
      case .averaging, .residual, .other: return false
      }
      if activations > 1 { return false }
    }
    return true
  }
}

extension Propagation.Step {
  /// What the correlation of two inputs' gradients behind the layer is multiplied by on the way to what it is given, of these moments.
  fileprivate func likeness(_ before: PairMoments) -> Double {
    if let noise = layer.kind as? Layer.MultiplicativeNoise { return 1 / noise.law.square }
    guard case .activation(let activation) = layer.role else { return 1 }
    return activation.nonlinearity.image(of: before).slopes.correlation
  }
}
