extension ReLUNetwork {
  /// The length of the image of a line's segment: what a curve through the outputs is long.
  ///
  /// The segment is cut where it goes from one activation region into the next, and the image of each part is a straight
  /// stroke. Where cuts lie is rounded, so that the length is the exact one to rounding in `Double`, and no grid enters.
  /// Source: Hanin, Jeong & Rolnick 2021, *Deep ReLU Networks Preserve Expected Length*, arXiv 2102.10492, for what it is;
  /// complexity as that of `regions(on:within:)`.
  ///
  /// - Parameter range: The segment as a range of the line's coordinate s.
  /// - Throws: `RegionError` as `regions(on:within:)`.
  public func imageLength(of line: Line, within range: ClosedRange<Double>) throws(RegionError) -> Double {
    var subdivision = try subdivision(of: line, within: range)
    var length = 0.0
    _ = subdivision.run { region in
      let places = region.polygon.lazy.map { $0.x / $0.w }
      guard let start = places.min(), let end = places.max() else { return }
      length += (end - start) * region.output.reduce(0) { $0 + $1.a * $1.a }.squareRoot()
    }
    return length
  }

  /// The area of the image of a window of a plane, parts that lie on one another counted as often as they do.
  ///
  /// Each activation region's image is a plane polygon, of which `imageLength(of:within:)` says the same.
  ///
  /// - Throws: `RegionError` as `regions(on:within:visit:)`.
  public func imageArea(of plane: Plane, within window: Window) throws(RegionError) -> Double {
    var area = 0.0
    _ = try regions(on: plane, within: window) { region in
      area += region.area * parallelogram(region.output.map(\.s), region.output.map(\.t))
    }
    return area
  }
}

extension Plane {
  /// The area of the parallelogram of both directions: that of a window of area 1.
  public var unitArea: Double { parallelogram(first, second) }
}

/// The area of the parallelogram of two vectors, by the part of the second that stands upright on the first: the difference of
/// products of lengths would lose half of its digits where both are nearly parallel.
private func parallelogram(_ first: [Double], _ second: [Double]) -> Double {
  func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  let square = product(first, first)
  guard square > 0 else { return 0 }
  let share = product(first, second) / square
  let upright = zip(first, second).map { $1 - share * $0 }
  return (square * product(upright, upright)).squareRoot()
}
