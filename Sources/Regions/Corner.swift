/// A corner of a convex polygon, counterclockwise, with the edge that follows it.
///
/// The point is (x, y, w) in homogeneous coordinates of at most 1: (x/w, y/w), or for w = 0 infinitely far away in the
/// direction (x, y). A polygon that is not bounded is cut off by a square whose sides lie infinitely far away, so that
/// every polygon has corners.
struct Corner {
  /// The edge's line: a number in `Subdivision.lines`.
  var edge: Int32
  /// Whether the polygon lies where the edge's line is positive.
  var isPositive: Bool
  private(set) var x, y, w: Double
  /// How far at most x and y, each, are from those of the exact point, taken at a suitable scale.
  private var slopeError: Double
  /// How far at most w is.
  private var offsetError: Double

  /// Where two lines meet at which a polygon turns left and which it lies on the positive side of.
  init(between previous: FloatingLine, and next: FloatingLine) {
    let (p, n) = (previous, next)
    x = p.b * n.c - n.b * p.c
    y = p.c * n.a - n.c * p.a
    w = p.a * n.b - n.a * p.b
    let slopes = (max(abs(p.a), abs(p.b)), max(abs(n.a), abs(n.b)))
    let offsets = (abs(p.c), abs(n.c))
    if offsets == (0, 0) && p.offsetError == 0 && n.offsetError == 0 {
      // Both lines pass through the origin, exactly, as all do where biases are zero.
      slopeError = 0
    } else {
      slopeError =
        slopes.0 * n.offsetError + (offsets.1 + n.offsetError) * p.slopeError
        + slopes.1 * p.offsetError + (offsets.0 + p.offsetError) * n.slopeError
        + 3 * FloatingLine.roundoff * (slopes.0 * offsets.1 + slopes.1 * offsets.0) + FloatingLine.tiny
    }
    offsetError =
      2 * (slopes.0 * n.slopeError + (slopes.1 + n.slopeError) * p.slopeError)
      + 6 * FloatingLine.roundoff * slopes.0 * slopes.1 + FloatingLine.tiny
    (edge, isPositive) = (0, true)
    normalize()
  }

  /// Infinitely far away in a direction, whose coordinates are off by at most `error`.
  init(towards x: Double, _ y: Double, error: Double) {
    (self.x, self.y, w) = (x, y, 0)
    (slopeError, offsetError) = (error, 0)
    (edge, isPositive) = (0, true)
    normalize()
  }

  /// Divides by the largest coordinate.
  private mutating func normalize() {
    let size = max(abs(x), abs(y), abs(w))
    let factor = 1 / size
    x *= factor
    y *= factor
    w *= factor
    // An error of zero is that of a zero, which stays exact.
    func bound(_ error: Double, of coordinate: Double) -> Double {
      if error == 0 && coordinate == 0 { return 0 }
      let rounded = error * factor + 4 * FloatingLine.roundoff * coordinate
      return FloatingLine.slack * rounded + FloatingLine.tiny
    }
    // Where the size is too small or too large for its reciprocal, nothing is known.
    let isSafe = size > 1e-150 && size < 1e150
    slopeError = isSafe ? bound(slopeError, of: max(abs(x), abs(y))) : .infinity
    offsetError = bound(offsetError, of: abs(w))
  }

  /// The sign of a line's function at the corner: −1, 0 or 1, or nil where rounding leaves it open.
  @inline(__always)
  func sign(of line: FloatingLine) -> Int? {
    let value = line.a * x + line.b * y + line.c * w
    let slope = abs(line.a) + abs(line.b)
    let offset = abs(line.c)
    let roundoff = 4 * FloatingLine.roundoff
    let bound =
      (line.slopeError + roundoff * slope) * (abs(x) + abs(y))
      + (line.offsetError + roundoff * offset) * abs(w)
      + (slope + 2 * line.slopeError) * slopeError
      + (offset + line.offsetError) * offsetError
    if abs(value) > FloatingLine.slack * bound + FloatingLine.tiny { return value > 0 ? 1 : -1 }
    let isOrigin = x == 0 && y == 0 && slopeError == 0
    return isOrigin && line.c == 0 && line.offsetError == 0 ? 0 : nil
  }
}
