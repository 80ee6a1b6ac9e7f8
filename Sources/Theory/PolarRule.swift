import Foundation

/// Nodes for the mean over pairs of independent standard normal numbers, in polar coordinates.
package struct PolarRule: Sendable {
  /// A place and its weight.
  typealias Node = (place: Double, weight: Double)

  /// The nodes of distances between two.
  struct Stretch: Sendable {
    /// Shares of a sector; their weights make up 1, and they lie even about the middle.
    let directions: [Node]
    /// Distances r, with the weights of r e^(−r²/2) dr / 2π.
    let radii: [Node]
  }

  let stretches: [Stretch]

  /// Distances at which stretches begin and end: beyond the last lies less than 1e-15.
  private static let ends = [0, 0.3, 1, 2.3, 4.5, 8.5]

  /// The rules for second moments up to a hundredth, and up to each number ten times as large as the one before.
  private static let rules = (-2...3).map { exponent in
    (square: pow(10, Double(exponent)), rule: PolarRule(scale: pow(10, Double(exponent) / 2)))
  }

  /// The rule that is used for numbers of a second moment.
  static func suited(to square: Double) -> PolarRule {
    (rules.first { square <= $0.square } ?? rules[rules.count - 1]).rule
  }

  /// A rule for functions that bend within about 1, of numbers of a standard deviation.
  ///
  /// A function bends along a circle the faster the larger the circle; far out it weighs less.
  ///
  /// - Parameter factor: How many times as many nodes there are as are enough.
  package init(scale: Double, factor: Double = 1) {
    let count = Int(factor * (scale > 4 ? 16 : 10))
    stretches = zip(Self.ends, Self.ends.dropFirst()).map { start, end in
      let directions = factor * (4 + 5.5 * (scale * min(end, 2.6)).squareRoot())
      return Stretch(
        directions: GaussLegendre.nodes(2 * Int(directions.rounded(.up)), from: 0, to: 1),
        radii: GaussLegendre.nodes(count, from: start, to: end).map { r, weight in
          (r, weight * r * exp(-r * r / 2) / (2 * Double.pi))
        })
    }
  }
}
