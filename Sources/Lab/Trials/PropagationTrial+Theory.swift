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
    /// The correlation of two inputs' gradients; nil where theory does not follow it.
    public let gradientCorrelation: Double?
    /// How many hidden layers gradients have come through on their way here from the end.
    public let layersPassed: Int
  }

  /// What theory expects of the input and of hidden layer after hidden layer; nothing where it does not know the network.
  ///
  /// - Throws: `ArchitectureError` where the network cannot be built.
  public func theory() throws(ArchitectureError) -> [Expectation] {
    let layers = try initialization.prepared(try layers)
    switch input {
    case .pair(_, let square, let correlation):
      return pairTheory(layers, from: PairMoments(square: square, correlation: correlation))
    case .batch(_, let examples): return layers.batchTheory(examples)
    // The first layer has one input, and the signs of its units hang on the weights that gradients meet there.
    case .line: return []
    }
  }

  private func pairTheory(_ layers: [Layer], from start: PairMoments) -> [Expectation] {
    var propagation = Propagation(
      SignalPair(start), into: layers, beginning: initialization, extents: [dimension])
    do { try propagation.pass(layers) } catch { return [] }
    return PropagationPlaces(start, propagation.steps, isMirrored: initialization.isMirrored).all
  }
}

/// The places of a network, gone through from the last to the first.
private struct PropagationPlaces {
  private(set) var all: [PropagationTrial.Expectation] = []

  init(_ start: PairMoments, _ steps: [Propagation.Step], isMirrored: Bool) {
    let (isPlain, knowsLikeness) = (steps.isPlain, steps.activations(behind: 0) != nil)
    var (back, product, likeness, passed) = (Backpropagation(), 1.0, 1.0, 0)
    func place(_ moments: PairMoments, _ likeness: Double) -> PropagationTrial.Expectation {
      PropagationTrial.Expectation(
        square: (moments.first + moments.second) / 2, correlation: moments.correlation,
        gradient: isPlain ? product : back.total, gradientCorrelation: knowsLikeness ? likeness : nil,
        layersPassed: passed)
    }
    for (number, step) in steps.enumerated().reversed() {
      let before = number > 0 ? steps[number - 1].moments : start
      if step.module != nil { all.append(place(step.moments, likeness)) }
      back.pass([step])
      product *= step.backward.mean
      let factors = step.backwards(before)
      let here = factors.square > 0 ? likeness * factors.product / factors.square : likeness
      // Of a mirrored pair of units a rectifier lets one through, and which one is made up for by the weights before: what reaches
      // these is the same for both. The direction at the end has no such halves.
      if !isMirrored || passed == 0 { likeness = here }
      guard step.layer.isHidden else { continue }
      passed += 1
      if step.module == nil { all.append(place(before, here)) }
    }
    all.append(place(start, likeness))
    all.reverse()
  }
}

extension [Propagation.Step] {
  /// Whether layers are products with one activation at most between two of them, and noise: then squared gradients are multiplied by
  /// means alone.
  fileprivate var isPlain: Bool { activations(behind: 0) != nil && allSatisfy { $0.module == nil } }

  /// How many activations stand behind the last product on any way through, where so many stand before the first; nil where there is
  /// one of several between two products, or a layer that mixes units or examples otherwise.
  ///
  /// Where there is none such, the signs that a gradient meets are independent of what it is; and what comes back through a branch
  /// is independent of what comes past it, since the branch has a product.
  fileprivate func activations(behind count: Int) -> Int? {
    var count = count
    for step in self {
      switch step.layer.role {
      case .product: count = 0
      case .activation: count += 1
      case .reshaping: continue
      case .other where step.layer.isNoisy: continue
      case .residual:
        guard let (branch, shortcut) = step.module, let one = branch.activations(behind: count),
          let other = shortcut.activations(behind: count)
        else { return nil }
        count = Swift.max(one, other)
      case .averaging, .other: return nil
      }
      if count > 1 { return nil }
    }
    return count
  }

  /// What squared gradients, and the product of two inputs' gradients, are multiplied by on their way back, before which two inputs
  /// have such moments.
  fileprivate func backwards(_ before: PairMoments) -> (square: Double, product: Double) {
    var (square, product) = (1.0, 1.0)
    for (step, before) in zip(self, [before] + map(\.moments)) {
      let factors = step.backwards(before)
      square *= factors.square
      product *= factors.product
    }
    return (square, product)
  }
}

extension Propagation.Step {
  /// What squared gradients behind the layer, and the product of two inputs' gradients, are multiplied by on the way to what it is
  /// given, of these moments.
  fileprivate func backwards(_ before: PairMoments) -> (square: Double, product: Double) {
    if let module, let scale = layer.module?.scale {
      let (branch, past) = (module.branch.backwards(before), module.shortcut.backwards(before))
      let share = scale * scale
      return (past.square + share * branch.square, past.product + share * branch.product)
    }
    let square = backward.mean
    if let noise = layer.kind as? Layer.MultiplicativeNoise { return (square, square / noise.law.square) }
    guard case .activation(let activation) = layer.role else { return (square, square) }
    return (square, square * activation.nonlinearity.image(of: before).slopes.correlation)
  }
}
