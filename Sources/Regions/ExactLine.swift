/// An affine function a s + b t + c of a plane's coordinates, exactly.
struct ExactLine {
  var a, b, c: Dyadic

  static var zero: ExactLine { ExactLine(a: .zero, b: .zero, c: .zero) }

  init(a: Dyadic, b: Dyadic, c: Dyadic) {
    (self.a, self.b, self.c) = (a, b, c)
  }

  init(_ line: FloatingLine) {
    self.init(a: Dyadic(line.a), b: Dyadic(line.b), c: Dyadic(line.c))
  }

  static func + (left: ExactLine, right: ExactLine) -> ExactLine {
    ExactLine(a: left.a + right.a, b: left.b + right.b, c: left.c + right.c)
  }

  static func * (factor: Dyadic, line: ExactLine) -> ExactLine {
    ExactLine(a: factor * line.a, b: factor * line.b, c: factor * line.c)
  }

  static prefix func - (line: ExactLine) -> ExactLine {
    ExactLine(a: -line.a, b: -line.b, c: -line.c)
  }

  /// The function's sign far out in a direction; on lines parallel to its own, where it is constant, its sign on the
  /// one through `point`, given by homogeneous coordinates of which the last is positive.
  func sign(towards direction: (Dyadic, Dyadic), past point: (Dyadic, Dyadic, Dyadic)) -> Int {
    let slope = (a * direction.0 + b * direction.1).sign
    return slope != 0 ? slope : (a * point.0 + b * point.1 + c * point.2).sign
  }

  /// The function's sign at the corner between two edges, given as lines whose polygon lies where they are positive,
  /// counterclockwise.
  func sign(between previous: ExactLine, and next: ExactLine) -> Int {
    let s = previous.b * next.c - next.b * previous.c
    let t = previous.c * next.a - next.c * previous.a
    // The polygon turns left at every corner, so that this is positive.
    let w = previous.a * next.b - next.a * previous.b
    return (a * s + b * t + c * w).sign
  }

  /// The direction in which a polygon that lies where this line is positive is walked round counterclockwise.
  var direction: (Dyadic, Dyadic) { (b, -a) }

  /// The point of the line that is nearest to the origin, in homogeneous coordinates.
  var foot: (Dyadic, Dyadic, Dyadic) { (-(a * c), -(b * c), a * a + b * b) }
}
