/// One activation region of a network on a plane: a convex polygon, on which the network is affine.
///
/// Its numbers are rounded; what the regions are and how they hang together was decided exactly.
public struct Region: Sendable {
  /// Its corners, counterclockwise.
  public let corners: [Vertex]
  /// For each hidden layer, whether each unit is positive; a unit that is zero on the whole region is not.
  public let pattern: [[Bool]]
  /// What each of the network's output numbers is on the region.
  public let output: [AffineFunction]

  /// A corner of a region, in the plane's coordinates.
  public struct Vertex: Hashable, Sendable {
    /// The coordinates, or a direction where the region goes on without end.
    public let s, t: Double
    /// Whether it is a direction.
    public let isDirection: Bool
  }

  /// The function s · x + t · y + constant of a plane's coordinates (x, y).
  public struct AffineFunction: Hashable, Sendable {
    /// The slopes in s and in t.
    public let s, t: Double
    /// The value at the plane's origin.
    public let constant: Double

    /// The value at a point.
    public func callAsFunction(_ s: Double, _ t: Double) -> Double { self.s * s + self.t * t + constant }
  }

  /// Whether the region lies in a finite part of the plane.
  public var isBounded: Bool { !corners.isEmpty && !corners.contains(where: \.isDirection) }

  /// The area in units of the plane's coordinates; infinite where the region is not bounded.
  public var area: Double {
    guard isBounded, let first = corners.first else { return .infinity }
    // Taken from the first corner on, products do not cancel however far the region is from the origin.
    let arms = corners.map { ($0.s - first.s, $0.t - first.t) }
    return zip(arms, arms.dropFirst()).reduce(0) { $0 + ($1.0.0 * $1.1.1 - $1.1.0 * $1.0.1) / 2 }
  }
}

extension Region {
  /// The region that a subdivision is at.
  init(_ subdivision: Subdivision) {
    corners = subdivision.polygon.indices.filter { !subdivision.isArtificial($0) }.map {
      Vertex(subdivision.polygon[$0])
    }
    pattern = subdivision.pattern
    output = subdivision.output.map { AffineFunction(s: $0.a, t: $0.b, constant: $0.c) }
  }
}

extension Region.Vertex {
  fileprivate init(_ corner: Corner) {
    isDirection = corner.w == 0
    (s, t) = isDirection ? (corner.x, corner.y) : (corner.x / corner.w, corner.y / corner.w)
  }
}
