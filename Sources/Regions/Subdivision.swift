/// The activation regions of a network within a frame, found one after another.
///
/// Units are taken one at a time, first to last hidden layer. A region is a convex polygon; where a unit's function takes
/// both signs on it, it is cut in two. One part goes on to the next unit, the other waits on a stack, so that memory
/// grows with the number of units and not with that of regions. Signs are taken at the corners, in floating point with a
/// bound of error, and exactly where that leaves them open.
struct Subdivision {
  private let program: Program
  private let frame: Frame
  private(set) var maps: FloatingMaps
  private var exact: ExactMaps
  /// The region at hand.
  private(set) var polygon: [Corner]
  /// The sign of the unit at hand at each of its corners.
  private var signs: [Int] = []
  private var spare: [Corner] = []
  private var waiting: [Waiting] = []
  private var waitingCorners: [Corner] = []

  /// A region that goes on, its corners the last ones of `waitingCorners`, behind a unit that is negative on it.
  private struct Waiting {
    let layer: Int
    let unit: Int
    let corners: Int
  }

  private enum Side {
    case positive
    case negative
    case both
  }

  /// - Parameter input: For each number of the input, what it is in the frame's coordinates, exactly.
  init(_ program: Program, in frame: Frame, input: [FloatingLine]) {
    self.program = program
    self.frame = frame
    maps = FloatingMaps(program, frame, input: input)
    exact = ExactMaps(program, starts: maps.starts)
    polygon = frame.corners
  }

  /// Finds all regions and returns how many there are after each layer.
  ///
  /// - Parameter visit: Is called for each region of all units, with the network's output on it known.
  mutating func run(visit: ((Subdivision) -> Void)? = nil) -> [Int] {
    var counts = program.hidden.map { _ in 0 }
    var (layer, unit) = (0, 0)
    enter(layer: 0)
    while true {
      while layer < program.hidden.count {
        scan(layer, from: unit)
        counts[layer] += 1
        layer += 1
        unit = 0
        if layer < program.hidden.count || visit != nil { enter(layer: layer) }
      }
      visit?(self)
      guard let next = waiting.popLast() else { return counts }
      (layer, unit) = (next.layer, next.unit + 1)
      maps.isPositive[place(of: next.unit, next.layer)] = false
      polygon.removeAll(keepingCapacity: true)
      polygon.append(contentsOf: waitingCorners[(waitingCorners.count - next.corners)...])
      waitingCorners.removeLast(next.corners)
    }
  }

  /// The signs of each hidden layer's units on the region at hand.
  var pattern: [[Bool]] {
    program.hidden.map { layer in
      let first = maps.starts[layer.vector]
      return Array(maps.isPositive[first..<first + layer.units.count])
    }
  }

  /// The network's output on the region at hand.
  var output: ArraySlice<FloatingLine> {
    maps.lines[maps.starts[program.output]..<maps.starts[program.output + 1]]
  }

  /// Whether a corner is only one of the infinitely large square that bounds what has no bounds.
  func isArtificial(_ number: Int) -> Bool {
    frame.isFar(polygon[(number == 0 ? polygon.count : number) - 1].edge)
      && frame.isFar(polygon[number].edge)
  }

  private mutating func enter(layer: Int) {
    maps.enter(layer: layer)
    exact.enter(layer: layer)
  }

  private func place(of unit: Int, _ layer: Int) -> Int {
    maps.starts[program.hidden[layer].vector] + unit
  }

  /// Cuts the region at hand by a layer's units from one on, keeping the part where they are positive.
  private mutating func scan(_ layer: Int, from first: Int) {
    for unit in first..<program.hidden[layer].units.count {
      let place = place(of: unit, layer)
      let side = side(of: place)
      maps.isPositive[place] = side != .negative
      if side == .both { cut(by: place, layer, unit) }
    }
  }

  /// A unit that is zero on the whole region counts as negative, like one that is.
  private mutating func side(of place: Int) -> Side {
    let line = maps.lines[place]
    if line.isConstant {
      if abs(line.c) > line.offsetError { return line.c > 0 ? .positive : .negative }
      return exact.line(place, of: maps).c.sign > 0 ? .positive : .negative
    }
    signs.removeAll(keepingCapacity: true)
    var (isPositive, isNegative) = (false, false)
    for number in polygon.indices {
      let sign = polygon[number].sign(of: line) ?? exactSign(of: place, at: number)
      signs.append(sign)
      isPositive = isPositive || sign > 0
      isNegative = isNegative || sign < 0
    }
    return isPositive ? (isNegative ? .both : .positive) : .negative
  }

  /// The sign of a unit at one of the polygon's corners, decided without rounding.
  private mutating func exactSign(of place: Int, at number: Int) -> Int {
    let previous = polygon[(number == 0 ? polygon.count : number) - 1]
    let next = polygon[number]
    let line = exact.line(place, of: maps)
    switch (frame.isFar(previous.edge), frame.isFar(next.edge)) {
    case (false, false): return line.sign(between: exactEdge(previous), and: exactEdge(next))
    case (false, true):
      let edge = exactEdge(previous)
      return line.sign(towards: edge.direction, past: edge.foot)
    case (true, false):
      let edge = -exactEdge(next)
      return line.sign(towards: edge.direction, past: edge.foot)
    case (true, true):
      let direction = Frame.direction(before: next.edge)
      return line.sign(
        towards: (Dyadic(direction.0), Dyadic(direction.1)), past: (.zero, .zero, Dyadic(1)))
    }
  }

  private mutating func exactEdge(_ corner: Corner) -> ExactLine {
    let line = exact.line(Int(corner.edge), of: maps)
    return corner.isPositive ? line : -line
  }

  /// Leaves the positive part of the polygon and puts the negative one on the stack.
  private mutating func cut(by place: Int, _ layer: Int, _ unit: Int) {
    let line = maps.lines[place]
    let edge = Int32(place)
    spare.removeAll(keepingCapacity: true)
    let before = waitingCorners.count
    for number in polygon.indices {
      let corner = polygon[number]
      let (sign, next) = (signs[number], signs[number + 1 == signs.count ? 0 : number + 1])
      // Where the corner lies on the line, or the line crosses the edge behind it, the line becomes an edge of one part.
      if sign > 0 || (sign == 0 && next > 0) { spare.append(corner) }
      if sign < 0 || (sign == 0 && next < 0) { waitingCorners.append(corner) }
      if sign >= 0 && next < 0 {
        var crossing = sign == 0 ? corner : self.crossing(of: line, into: corner)
        if sign > 0 { waitingCorners.append(crossing) }
        (crossing.edge, crossing.isPositive) = (edge, true)
        spare.append(crossing)
      } else if sign <= 0 && next > 0 {
        var crossing = sign == 0 ? corner : self.crossing(of: -line, into: corner)
        if sign < 0 { spare.append(crossing) }
        (crossing.edge, crossing.isPositive) = (edge, false)
        waitingCorners.append(crossing)
      }
    }
    swap(&polygon, &spare)
    waiting.append(Waiting(layer: layer, unit: unit, corners: waitingCorners.count - before))
  }

  /// Where a line, positive at a corner, crosses the edge behind it; the edge stays the corner's.
  private func crossing(of line: FloatingLine, into corner: Corner) -> Corner {
    var crossing: Corner
    if frame.isFar(corner.edge) {
      crossing = Corner(towards: -line.b, line.a, error: line.slopeError)
    } else {
      let edge = maps.lines[Int(corner.edge)]
      crossing = Corner(between: corner.isPositive ? edge : -edge, and: line)
    }
    (crossing.edge, crossing.isPositive) = (corner.edge, corner.isPositive)
    return crossing
  }
}
