import Theory

/// The way of squared gradients back through what a propagation noted.
///
/// Gradients are taken to hang on nothing that they meet, except on a stream of units: a unit whose rectifier let them pass is likely to have let
/// them pass before.
public struct Backpropagation {
  /// The sum of squared gradients where it has come to, over that with respect to the output.
  public private(set) var total: Double
  /// The squared norms of the gradients of products' weights, over the same, the last ones first.
  public private(set) var weights: [Double] = []

  /// How many pixels have the same gradient, because their mean is taken behind.
  public private(set) var averaged: Int
  /// How squared gradients are spread over the units of a sample; nil where evenly, as behind a product.
  private var units: (@Sendable () -> [Double])?

  /// At the output.
  public init() { self.init(total: 1, averaged: 1, units: nil) }

  private init(total: Double, averaged: Int, units: (@Sendable () -> [Double])?) {
    (self.total, self.averaged, self.units) = (total, averaged, units)
  }

  /// Goes back through steps, from the last to the first.
  public mutating func pass(_ steps: [Propagation.Step]) {
    for step in steps.reversed() {
      if let module = step.module, let scale = step.layer.module?.scale {
        pass(module, scale)
        continue
      }
      if let weights = step.weights { self.weights.append(weights * total * Double(averaged)) }
      averaged *= step.averaged
      pass(step)
    }
  }

  private mutating func pass(_ step: Propagation.Step) {
    let isProduct = step.layer.product != nil
    if let units, let factors = step.backward.units {
      let before = units()
      let spread = zip(before, factors()).map { $0 * $1 }
      total *= spread.reduce(0, +) / before.reduce(0, +)
      self.units = { spread }
      return
    }
    // Weights that begin as zeros pass gradients on from the first step.
    if step.backward.mean > 0 || !isProduct { total *= step.backward.mean }
    if isProduct { units = nil }
    if let factors = step.backward.units { units = factors }
  }

  private mutating func pass(
    _ module: (branch: [Propagation.Step], shortcut: [Propagation.Step]), _ scale: Double
  ) {
    var branch = Backpropagation(total: scale * scale * total, averaged: averaged, units: nil)
    branch.pass(module.branch)
    var shortcut = Backpropagation(total: total, averaged: averaged, units: units)
    shortcut.pass(module.shortcut)
    weights += shortcut.weights + branch.weights
    total = shortcut.total + branch.total
    averaged = shortcut.averaged
    units = Self.sum(shortcut, branch)
  }

  /// How both together are spread over units.
  private static func sum(
    _ one: Backpropagation, _ other: Backpropagation
  ) -> (@Sendable () -> [Double])? {
    let (first, second, totals) = (one.units, other.units, (one.total, other.total))
    if first == nil, second == nil { return nil }
    return {
      let (first, second) = (first?(), second?())
      let count = first?.count ?? second?.count ?? 0
      func scale(_ units: [Double]?, _ total: Double) -> Double {
        total / (units?.reduce(0, +) ?? Double(count))
      }
      let scales = (scale(first, totals.0), scale(second, totals.1))
      return (0..<count).map { unit in scales.0 * (first?[unit] ?? 1) + scales.1 * (second?[unit] ?? 1) }
    }
  }
}
