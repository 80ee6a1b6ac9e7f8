import Network
import Numbers
import Randomness

/// What the Jacobians of many networks of one sort have in common, a number a network each.
///
/// Numbers beyond the range of `Double` are 0 or infinite here. Means over `squares` and `fourths` estimate
/// E[Z²] and E[Z⁴]; networks are independent, the entries of one are not.
public struct JacobianSample: Hashable, Codable, Sendable {
  /// Z² averaged over the entries of each network.
  public private(set) var squares: [Double] = []
  /// Z⁴ averaged over the entries of each network.
  public private(set) var fourths: [Double] = []
  /// The empirical variance of Z² over the entries of each network: the quenched version of Hanin 2018.
  public private(set) var variances: [Double] = []

  /// Draws networks and measures each.
  ///
  /// - Throws: As `JacobianNetwork.forEach`.
  public init(
    _ layers: [Layer], _ initialization: Initialization, input extents: [Int], networks: Int,
    from key: RandomKey
  ) throws {
    try JacobianNetwork.forEach(layers, initialization, input: extents, networks: networks, from: key) {
      squares.append($0.meanSquare.value)
      fourths.append($0.meanFourth.value)
      variances.append($0.squareVariance.value)
    }
  }

  /// The variance of Z² over the entries of all networks together: the annealed version of Hanin 2018, its
  /// squared mean being that of independent networks.
  public var annealedVariance: Double {
    let count = Double(squares.count)
    let mean = squares.reduce(0, +) / count
    return fourths.reduce(0, +) / count - mean * mean
  }
}
