/// A plane in a network's input space: the points origin + s · first + t · second.
///
/// The vectors are taken exactly as they are given. What depends on them is which numbers (s, t) a point has, and a
/// `Window` is meant in these; the number of regions on the whole plane does not.
public struct Plane: Hashable, Sendable {
  /// The point s = t = 0.
  public let origin: [Double]
  /// The direction of s.
  public let first: [Double]
  /// The direction of t.
  public let second: [Double]

  /// The plane through a point with two directions.
  ///
  /// - Throws: `RegionError` where the vectors differ in length, hold a number that is not finite, or the directions are
  ///   parallel or zero, which is decided exactly.
  public init(origin: [Double], first: [Double], second: [Double]) throws(RegionError) {
    try requireCount(first.count, like: origin.count, "plane's first direction")
    try requireCount(second.count, like: origin.count, "plane's second direction")
    try requireFinite([origin, first, second].joined(), "plane")
    if areParallel(first, second) {
      throw RegionError(
        name: "plane", expected: "two directions that are not parallel", found: "points on one line")
    }
    (self.origin, self.first, self.second) = (origin, first, second)
  }

  /// The plane through three points, of which the first has the coordinates (0, 0), the others (1, 0) and (0, 1).
  ///
  /// Its directions are the points' differences, rounded to Double.
  ///
  /// - Throws: `RegionError` where the points differ in length, hold a number that is not finite, or lie on one line.
  public init(through a: [Double], _ b: [Double], _ c: [Double]) throws(RegionError) {
    try requireCount(b.count, like: a.count, "plane's second point")
    try requireCount(c.count, like: a.count, "plane's third point")
    try self.init(
      origin: a, first: zip(b, a).map { $0 - $1 }, second: zip(c, a).map { $0 - $1 })
  }

  /// The plane through the origin of the input space and two points, which have the coordinates (1, 0) and (0, 1).
  ///
  /// - Throws: `RegionError` where the points differ in length, hold a number that is not finite, or lie on one line
  ///   with the origin.
  public init(throughOriginAnd b: [Double], _ c: [Double]) throws(RegionError) {
    try self.init(origin: Array(repeating: 0, count: b.count), first: b, second: c)
  }

  /// The point with coordinates s and t.
  public func point(_ s: Double, _ t: Double) -> [Double] {
    origin.indices.map { origin[$0] + s * first[$0] + t * second[$0] }
  }
}

/// Whether two vectors of equal length are linearly dependent, decided exactly.
private func areParallel(_ first: [Double], _ second: [Double]) -> Bool {
  guard let place = first.firstIndex(where: { $0 != 0 }) else { return true }
  let (a, b) = (Dyadic(first[place]), Dyadic(second[place]))
  return zip(first, second).allSatisfy { (a * Dyadic($1) - b * Dyadic($0)).sign == 0 }
}
