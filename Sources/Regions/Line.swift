/// A line in a network's input space: the points origin + s · direction.
public struct Line: Hashable, Sendable {
  /// The point s = 0.
  public let origin: [Double]
  /// The direction of s.
  public let direction: [Double]

  /// The line through a point with a direction.
  ///
  /// - Throws: `RegionError` where the vectors differ in length, hold a number that is not finite, or the direction is
  ///   zero.
  public init(origin: [Double], direction: [Double]) throws(RegionError) {
    try requireCount(direction.count, like: origin.count, "line's direction")
    try requireFinite([origin, direction].joined(), "line")
    if direction.allSatisfy({ $0 == 0 }) {
      throw RegionError(name: "line", expected: "a direction, or two different points", found: "one point")
    }
    (self.origin, self.direction) = (origin, direction)
  }

  /// The line through two points, at s = 0 and s = 1.
  ///
  /// Its direction is the points' difference, rounded to Double.
  ///
  /// - Throws: `RegionError` where the points differ in length, hold a number that is not finite, or are the same.
  public init(through a: [Double], _ b: [Double]) throws(RegionError) {
    try requireCount(b.count, like: a.count, "line's second point")
    try self.init(origin: a, direction: zip(b, a).map { $0 - $1 })
  }

  /// The point at s.
  public func point(_ s: Double) -> [Double] {
    origin.indices.map { origin[$0] + s * direction[$0] }
  }
}
