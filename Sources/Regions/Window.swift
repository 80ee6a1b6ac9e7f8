/// A rectangle of a plane, in the plane's coordinates.
public struct Window: Hashable, Sendable {
  /// The least and the greatest s.
  public let s: ClosedRange<Double>
  /// The least and the greatest t.
  public let t: ClosedRange<Double>

  /// A rectangle with sides parallel to the plane's directions.
  ///
  /// - Throws: `RegionError` where a side is not finite, or has no length.
  public init(s: ClosedRange<Double>, t: ClosedRange<Double>) throws(RegionError) {
    try requireLength(s, "window's s")
    try requireLength(t, "window's t")
    (self.s, self.t) = (s, t)
  }

  /// s · t: the area in units of the plane's coordinates.
  public var area: Double { (s.upperBound - s.lowerBound) * (t.upperBound - t.lowerBound) }
}

/// Sees that a range is finite and more than a point.
func requireLength(_ range: ClosedRange<Double>, _ name: String) throws(RegionError) {
  try requireFinite([range.lowerBound, range.upperBound], name)
  if range.lowerBound == range.upperBound {
    throw RegionError(name: name, expected: "a range of some length", found: "\(range.lowerBound) alone")
  }
}
