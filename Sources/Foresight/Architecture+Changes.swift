import Network
import Theory

/// What theory reads of a network that is not built yet, and the changes of it that mends try.
extension Architecture {
  /// The rectifier after every hidden layer; nil for other activations.
  package var rectifier: Rectifier? { family.hiddenActivation?.negativeSlope.map { Rectifier(slope: $0) } }

  /// The number of units of each hidden layer, or of its features; nil for residual networks and for activations that are no
  /// rectifiers.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  package func rectifiedWidths() throws(ArchitectureError) -> [Int]? {
    rectifier == nil ? nil : try family.layerWidths()
  }

  /// The residual scales η_1 … η_L; nil for networks without modules.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  package func residualScales() throws(ArchitectureError) -> [Double]? {
    guard let scale = family.residualScale else { return nil }
    return try scale.values(modules: family.layerCount())
  }

  /// The same network under circular padding; nil where zeros do not pad it.
  var onTorus: Architecture? { family.onTorus.map { Architecture($0) } }

  /// The number that `withDepth` changes.
  var ownDepth: Int? { family.depthPerStage ?? (try? depth()) }

  /// The same network of fewer hidden layers, or modules in each stage.
  func withDepth(_ depth: Int) -> Architecture { Architecture(family.withDepth(depth)) }

  /// The same network with changed widths; nil where the family has none, or its activation is no rectifier.
  func withWidths(_ change: ([Int]) -> [Int]) -> Architecture? {
    rectifier == nil ? nil : family.withWidths(change).map { Architecture($0) }
  }

  /// The same network with other residual scales; nil where it has none.
  func withScale(_ scale: ResidualScale) -> Architecture? { family.withScale(scale).map { Architecture($0) } }
}
