/// What is subdivided: a plane or a strip of it, bounded by four edges that may lie infinitely far away.
///
/// The edges are walked round counterclockwise: bottom, right, top, left.
struct Frame {
  /// The edges' lines, positive inside; those that are far have none.
  let lines: [FloatingLine]
  /// Whether each edge is a side of the infinitely large square that bounds what has no bounds.
  let isFar: [Bool]

  /// The number of the left edge.
  static let left: Int32 = 3

  /// All points whose coordinates lie in the ranges; nil is all numbers.
  init(s: ClosedRange<Double>?, t: ClosedRange<Double>?) {
    let far = FloatingLine.zero
    lines = [
      t.map { FloatingLine(exactly: 0, 1, -$0.lowerBound) } ?? far,
      s.map { FloatingLine(exactly: -1, 0, $0.upperBound) } ?? far,
      t.map { FloatingLine(exactly: 0, -1, $0.upperBound) } ?? far,
      s.map { FloatingLine(exactly: 1, 0, -$0.lowerBound) } ?? far,
    ]
    isFar = [t == nil, s == nil, t == nil, s == nil]
  }

  /// The direction of the square's corner before an edge.
  static func direction(before edge: Int32) -> (Double, Double) {
    (edge == 1 || edge == 2 ? 1 : -1, edge >= 2 ? 1 : -1)
  }

  /// Whether an edge, of the frame or not, is far.
  func isFar(_ edge: Int32) -> Bool { edge < 4 && isFar[Int(edge)] }

  /// The frame's polygon.
  var corners: [Corner] {
    (0..<4).map { next in
      let previous = (next + 3) % 4
      var corner =
        switch (isFar[previous], isFar[next]) {
        case (false, false): Corner(between: lines[previous], and: lines[next])
        case (false, true): Corner(towards: lines[previous].b, -lines[previous].a, error: 0)
        case (true, false): Corner(towards: -lines[next].b, lines[next].a, error: 0)
        case (true, true):
          Corner(
            towards: Self.direction(before: Int32(next)).0, Self.direction(before: Int32(next)).1, error: 0)
        }
      corner.edge = Int32(next)
      return corner
    }
  }
}
