import Autodiff
import Network
import Randomness

/// What the Jacobians of many networks of one sort have in common, a number a network each.
///
/// Means over `squares` and `fourths` estimate E[Z²] and E[Z⁴]; networks are independent, the entries of one are not.
public struct JacobianSample: Hashable, Codable, Sendable {
  /// Z² averaged over the entries of each network.
  public private(set) var squares: [Double] = []
  /// Z⁴ averaged over the entries of each network.
  public private(set) var fourths: [Double] = []
  /// The empirical variance of Z² over the entries of each network: the quenched version of Hanin 2018.
  public private(set) var variances: [Double] = []

  /// Draws networks and measures each at a unit vector in a direction of its own.
  ///
  /// - Parameter key: Settles weights and inputs; network n has the key of its number.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together,
  ///   `CancellationError`.
  public init(
    _ layers: [Layer], _ initialization: Initialization, input extents: [Int], networks: Int,
    from key: RandomKey
  ) throws {
    try initialization.check(layers)
    var network = try JacobianNetwork(layers, input: extents)
    var input = [Real](repeating: 0, count: network.inputs)
    for number in 0..<networks {
      try Task.checkCancellation()
      let key = key["network"][number]
      fillUnit(&input, from: key["input"])
      network.initialize(with: initialization, from: key)
      let jacobian = network.jacobian(at: input)
      squares.append(jacobian.meanSquare)
      fourths.append(jacobian.meanFourth)
      variances.append(jacobian.squareVariance)
    }
  }

  /// The variance of Z² over the entries of all networks together: the annealed version of Hanin 2018, its squared mean
  /// being that of independent networks.
  public var annealedVariance: Double {
    let count = Double(squares.count)
    let mean = squares.reduce(0, +) / count
    return fourths.reduce(0, +) / count - mean * mean
  }
}

/// Fills an array with a vector of length 1 in a random direction.
private func fillUnit(_ values: inout [Real], from key: RandomKey) {
  var span = values.mutableSpan
  key.fillNormal(&span, deviation: 1)
  let length = (meanSquare(values.span) * Double(values.count)).squareRoot()
  for i in values.indices { values[i] /= Real(length) }
}
