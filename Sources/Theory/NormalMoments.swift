import Foundation

/// The moments of a function φ of one normal number u of mean 0, and of its slope there.
struct NormalMoments: Hashable, Sendable {
  /// E[φ(u)].
  private(set) var mean = 0.0
  /// E[φ(u)²].
  private(set) var square = 0.0
  /// E[φ′(u)²].
  private(set) var slopeSquare = 0.0
  /// The derivative of E[φ(u)²] by E[u²], E[u φ(u) φ′(u)] / E[u²].
  private(set) var squareGrowth = 0.0
  /// The second derivative, E[(u³ / E[u²] − 3 u) φ(u) φ′(u)] / (2 E[u²]²).
  private(set) var squareBend = 0.0
  /// E[φ(u)⁴].
  private(set) var fourth = 0.0

  /// The moments where u has a second moment, by quadrature: to 1e-12 of themselves for every function of ours.
  ///
  /// Slopes at 0 are those nearby, since there may be a kink.
  init(_ function: Nonlinearity, square q: Double) {
    let scale = max(q.squareRoot(), 1e-15)
    for node in Self.nodes(bendingFrom: 1 / scale) {
      let (above, below) = (function.point(scale * node.place), function.point(-scale * node.place))
      let squares = (above.value * above.value, below.value * below.value)
      mean += node.weight * (above.value + below.value)
      square += node.weight * (squares.0 + squares.1)
      fourth += node.weight * (squares.0 * squares.0 + squares.1 * squares.1)
      slopeSquare += node.weight * (above.slope * above.slope + below.slope * below.slope)
      let growth = node.weight * node.place / scale * (above.value * above.slope - below.value * below.slope)
      squareGrowth += growth
      squareBend += (node.place * node.place - 3) / (2 * scale * scale) * growth
    }
    if q == 0 {
      mean = function.value(0)
      square = mean * mean
      fourth = square * square
    }
  }

  /// Distances with the weights of the standard normal density, in stretches that grow from one within which a function does not bend
  /// yet.
  private static func nodes(bendingFrom start: Double) -> [(place: Double, weight: Double)] {
    (rules.first { $0.start <= start } ?? rules[rules.count - 1]).nodes
  }

  /// A node with the weight of the density there.
  private static func weighted(_ node: (place: Double, weight: Double)) -> (place: Double, weight: Double) {
    let density = exp(-node.place * node.place / 2) / (2 * Double.pi).squareRoot()
    return (node.place, node.weight * density)
  }

  /// The nodes, for first stretches of a half, a quarter, and so on.
  private static let rules = (1...26).map { halvings in
    let ends = [0] + (1...halvings).map { pow(2, Double($0 - 1 - halvings)) } + [1, 2.3, 4.5, 8.5]
    let nodes = zip(ends, ends.dropFirst()).flatMap { start, end in
      GaussLegendre.nodes(10, from: start, to: end).map(weighted)
    }
    return (start: ends[1], nodes: nodes)
  }
}
