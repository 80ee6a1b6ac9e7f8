/// How many activation regions a network has on a plane or line.
public struct RegionCount: Hashable, Sendable {
  /// For each hidden layer, first to last, the number of regions of the units up to and with it.
  public let afterLayer: [Int]

  /// The number of regions of all hidden units.
  public var total: Int { afterLayer.last ?? 1 }
}
