extension ReLUNetwork {
  /// Counts the activation regions on a plane, or on a window of it, exactly.
  ///
  /// A unit's function on a region is a line's; its sign is computed in floating point with a rigorous bound of error,
  /// and in exact arithmetic where that bound leaves it open, so no tolerance enters. Lines that are parallel or meet in
  /// one point, equal units and units that are constant or dead therefore count as they do on paper; a line that only
  /// touches a region does not cut it.
  ///
  /// Source: Hanin & Rolnick 2019, arXiv 1906.00904. Complexity: O(regions · (units + the largest layer's weights)); memory
  /// grows with the number of units only.
  ///
  /// - Parameters:
  ///   - window: The part of the plane that is meant, in the plane's coordinates; nil for all of it. Regions that only
  ///     touch the window's boundary do not count.
  ///   - visit: Is given every region, neighbours not one after another.
  /// - Throws: `RegionError` where the plane's points are no inputs of the network.
  public func regions(
    on plane: Plane, within window: Window? = nil, visit: ((Region) -> Void)? = nil
  ) throws(RegionError) -> RegionCount {
    try requireCount(plane.origin.count, like: inputs, "plane's points")
    let input = plane.origin.indices.map {
      FloatingLine(exactly: plane.first[$0], plane.second[$0], plane.origin[$0])
    }
    var subdivision = Subdivision(program, in: Frame(s: window?.s, t: window?.t), input: input)
    return RegionCount(afterLayer: subdivision.run(visit: visit.map { visit in { visit(Region($0)) } }))
  }

  /// Counts the activation regions on a line, or on a segment of it, exactly.
  ///
  /// - Parameters:
  ///   - range: The segment as a range of the line's coordinate s; nil for the whole line.
  /// - Throws: `RegionError` where the line's points are no inputs of the network, or the range is infinite or a point.
  public func regions(
    on line: Line, within range: ClosedRange<Double>? = nil
  ) throws(RegionError) -> RegionCount {
    var subdivision = try subdivision(of: line, within: range)
    return RegionCount(afterLayer: subdivision.run())
  }

  /// Where a line, or a segment of it, goes from one activation region into the next: values of the line's coordinate s,
  /// ascending, one fewer than there are regions.
  ///
  /// How many there are is exact, where they are is rounded. Complexity and memory: as many numbers as regions.
  ///
  /// - Throws: `RegionError` as `regions(on:within:)`.
  public func crossings(
    on line: Line, within range: ClosedRange<Double>? = nil
  ) throws(RegionError) -> [Double] {
    var subdivision = try subdivision(of: line, within: range)
    var crossings: [Double] = []
    _ = subdivision.run { region in
      // Each region but the first begins at a crossing, which is its left edge.
      if region.polygon.contains(where: { $0.edge == Frame.left }) { return }
      let corners = region.polygon.lazy.filter { $0.w != 0 }
      if let start = corners.map({ $0.x / $0.w }).min() { crossings.append(start) }
    }
    return crossings.sorted()
  }

  /// A line is a strip of a plane on which nothing depends on the second coordinate, from 0 to 1.
  func subdivision(
    of line: Line, within range: ClosedRange<Double>?
  ) throws(RegionError) -> Subdivision {
    try requireCount(line.origin.count, like: inputs, "line's points")
    if let range { try requireLength(range, "line's range") }
    let input = zip(line.direction, line.origin).map { FloatingLine(exactly: $0, 0, $1) }
    return Subdivision(program, in: Frame(s: range, t: 0...1), input: input)
  }
}
