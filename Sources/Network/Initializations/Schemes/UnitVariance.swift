import Autodiff
import Numbers
import Theory

/// Weights are scaled, layer after layer, until what each product puts out for a batch has variance 1.
///
/// Source: Mishkin & Matas 2016, *All You Need Is a Good Init* (LSUV), algorithm 1, with its tolerance and its most trials.
public struct UnitVariance: SettlingScheme {
  /// How far from 1 a variance may be.
  private static let tolerance = 0.1
  /// How often a layer is scaled at most.
  private static let mostTrials = 10

  /// The scheme.
  public init() {}

  /// `unit-variance`.
  public var name: String { "unit-variance" }

  /// The same layers.
  ///
  /// - Throws: `ArchitectureError` where filters are standardised: what they put out does not hang on how large they are.
  public func prepared(_ layers: [Layer], drawnBy _: Initializer) throws(ArchitectureError) -> [Layer] {
    if let product = layers.flatMap(\.products).first(where: { $0.window?.isStandardized == true }) {
      throw ArchitectureError(
        field: product.name, expected: "filters that are not standardised for \(name)",
        found: "standardised ones")
    }
    return layers
  }

  /// Scales a product's weights until its outputs, all of the batch together, have variance 1.
  public func settle(_ step: Network.Settling.Step, in workspace: inout Workspace) -> LayerScaling {
    var scaling = LayerScaling(layer: step.layer)
    while scaling.trials < Self.mostTrials {
      let variance = Self.variance(workspace.rows(of: step.output))
      let factor = Real(1 / variance.squareRoot())
      // A layer of zeros cannot be scaled, nor one that has no finite outputs.
      guard abs(variance - 1) > Self.tolerance, variance.isFinite, factor.isFinite else { break }
      workspace.write(step.weights) { for i in $0.indices { $0[i] *= factor } }
      workspace.forward(step.stage)
      scaling.multiply(by: Double(factor))
    }
    return scaling
  }

  /// Scales what a product puts out to variance 1.
  public func settle(_ pair: inout SignalPair) -> BackwardFactor {
    let square = pair.moments.first
    return square > 0 ? pair.scale(by: 1 / square.squareRoot()) : .one
  }

  private static func variance(_ numbers: [Real]) -> Double {
    let count = Double(numbers.count)
    let mean = numbers.reduce(0.0) { $0 + Double($1) } / count
    return numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
  }
}
