/// How far points lie from the nearest boundary of their activation regions, in the input space.
///
/// A region is the convex set around a point on which no hidden unit's pre-activation z changes its sign, and there each z is
/// affine. The nearest point of the set's boundary lies on one of the hyperplanes z = 0, and no such hyperplane comes nearer
/// without bounding the set: so the distance is the least of |z| / ‖∇z‖ over the units, exactly and without a search. A unit
/// that is constant on the region bounds nothing. Source: Hanin & Rolnick 2019, "Complexity of Linear Regions in Deep
/// Networks", arXiv 1901.09021; the distance is theirs.
///
/// Of the gradients their lengths are wanted alone. Each is a combination of the rows of the first layer's weights W = R Q, where
/// Q has orthonormal rows, and is as long as the same combination of the rows of R. So gradients have as many numbers as the
/// first layer has units, where these are fewer than inputs.
///
/// A gradient Σ w ∇h over the units before is at most as long as ‖w‖ times the root of Σ ‖∇h‖² (Cauchy and Schwarz). Where that
/// bound says that a unit's hyperplane lies farther than another's, and no later unit reads the gradient, it is not computed.
public struct BoundaryDistance: Sendable {
  private let program: Program
  /// Where each vector begins.
  private let starts: [Int]
  /// For each vector, what becomes of it where nothing but a rectifier reads it.
  private let fates: [Fate?]
  /// How many registers a gradient takes.
  private let blocks: Int
  /// Whether the first step's gradients are known beforehand, and the input's are no one's concern.
  private let startsBehindFirstStep: Bool
  private var values: [Double]
  private var gradients: [SIMD8<Double>]
  /// The squared lengths of the gradients; 0 for those that are zero, or were not computed.
  private var squares: [Double]

  /// What becomes of a vector's gradients.
  fileprivate struct Fate {
    /// By what those of negative units are multiplied.
    let slope: Double
    /// Whether no hidden unit reads them.
    let isLast: Bool
  }

  /// Reads a network's weights.
  public init(_ network: ReLUNetwork) {
    program = network.program
    var starts = [0]
    for width in program.widths { starts.append(starts[starts.count - 1] + width) }
    self.starts = starts
    fates = program.fates
    let first = program.onlyReaderOfInput
    let rows = first.map { triangle($0) } ?? program.unitRows
    startsBehindFirstStep = first != nil
    // An even number: sums are two registers wide.
    blocks = ((rows.first?.count ?? 0) + 15) / 16 * 2
    values = Array(repeating: 0, count: starts[starts.count - 1])
    squares = values
    gradients = Array(repeating: .zero, count: values.count * blocks)
    let start = startsBehindFirstStep ? starts[1] : 0
    for (unit, row) in rows.enumerated() {
      for (number, value) in row.enumerated() {
        gradients[(start + unit) * blocks + number / 8][number % 8] = value
      }
      measure(start + unit)
    }
  }

  /// The distance of a point from the nearest boundary of its region; 0 on a boundary, infinite where there is none.
  ///
  /// Complexity: O(weights · the first layer's units), or those of the input where these are fewer.
  ///
  /// - Throws: `RegionError` where the point is no input of the network.
  public mutating func callAsFunction(_ point: [Double]) throws(RegionError) -> Double {
    try requireCount(point.count, like: program.widths[0], "point")
    try requireFinite(point, "point")
    values.replaceSubrange(..<point.count, with: point)
    var least = Double.infinity
    for (number, step) in program.steps.enumerated() {
      switch step {
      case .linear(let weights, let from, let to):
        add(weights, from: starts[from], to: starts[to])
        if number > 0 || !startsBehindFirstStep {
          multiply(weights, from: starts[from], to: starts[to], fates[to], nearerThan: least)
        }
      case .rectify(let slope, let from, let to):
        for unit in 0..<program.widths[to] {
          let (source, target) = (starts[from] + unit, starts[to] + unit)
          if squares[source] > 0 { least = min(least, abs(values[source]) / squares[source].squareRoot()) }
          let factor = values[source] > 0 ? 1 : slope
          combine(factor, source, 0, source, into: target)
        }
      case .add(let branch, let scale, let shortcut, let to):
        for unit in 0..<program.widths[to] {
          combine(1, starts[shortcut] + unit, scale, starts[branch] + unit, into: starts[to] + unit)
        }
      }
    }
    return least
  }

  /// Sets a unit to the sum of two others, each by a factor.
  private mutating func combine(_ a: Double, _ first: Int, _ b: Double, _ second: Int, into target: Int) {
    values[target] = a * values[first] + b * values[second]
    let (a, b) = (squares[first] > 0 ? a : 0, squares[second] > 0 ? b : 0)
    if a == 0 && b == 0 {
      squares[target] = 0
      return
    }
    for block in 0..<blocks {
      gradients[target * blocks + block] =
        (a == 0 ? .zero : a * gradients[first * blocks + block])
        + (b == 0 ? .zero : b * gradients[second * blocks + block])
    }
    measure(target)
  }

  private mutating func measure(_ place: Int) {
    var sums = SIMD8<Double>.zero
    for block in place * blocks..<(place + 1) * blocks { sums += gradients[block] * gradients[block] }
    squares[place] = sums.sum()
  }

  /// Sets units to their biases plus the products of the inputs that are not zero.
  private mutating func add(_ weights: Program.Weights, from: Int, to: Int) {
    let (count, columns) = (weights.outputs, weights.columns.span)
    var values = values.mutableSpan
    for unit in 0..<count { values[to + unit] = weights.biases[unit] }
    for input in 0..<weights.inputs {
      let value = values[from + input]
      if value == 0 { continue }
      let column = columns.extracting(input * count..<(input + 1) * count)
      for unit in 0..<count { values[to + unit] += value * column[unchecked: unit] }
    }
  }

  /// Sets the gradients of units to the sums of those of their inputs, each by its weight: of the units whose gradients are
  /// read later, and of those that may be nearer than the nearest so far.
  private mutating func multiply(
    _ weights: Program.Weights, from: Int, to: Int, _ fate: Fate?, nearerThan least: Double
  ) {
    let inputs = (0..<weights.inputs).filter { squares[from + $0] > 0 }
    // A little more than the root of the sum, so that rounding makes no bound of what is none.
    let size = inputs.reduce(0) { $0 + squares[from + $1] }.squareRoot() * (1 + 1e-9)
    var wanted: [Int] = []
    for unit in 0..<weights.outputs {
      let value = values[to + unit]
      let isRead = fate.map { !$0.isLast && (value > 0 || $0.slope != 0) } ?? true
      if isRead || abs(value) < least * weights.norms[unit] * size {
        wanted.append(unit)
      } else {
        squares[to + unit] = 0
      }
    }
    for first in stride(from: 0, to: wanted.count, by: 4) {
      // A last tile that is not full has some unit several times.
      func unit(_ number: Int) -> Int { wanted[min(first + number, wanted.count - 1)] }
      let units = (unit(0), unit(1), unit(2), unit(3))
      for block in stride(from: 0, to: blocks, by: 2) {
        let tile = Tile(inputs, weights, units, gradients.span, start: from * blocks + block, blocks)
        tile.a.store(in: &gradients, at: (to + units.0) * blocks + block)
        tile.b.store(in: &gradients, at: (to + units.1) * blocks + block)
        tile.c.store(in: &gradients, at: (to + units.2) * blocks + block)
        tile.d.store(in: &gradients, at: (to + units.3) * blocks + block)
      }
    }
    for unit in wanted { measure(to + unit) }
  }
}

/// Sums of four units, two registers of each: so many stay in registers while the inputs go by. A loop over the four would
/// keep them in memory.
private struct Tile {
  private(set) var a = Pair(), b = Pair(), c = Pair(), d = Pair()

  /// - Parameter start: Where the two registers of the first input stand.
  @inline(__always)
  init(
    _ inputs: [Int], _ weights: Program.Weights, _ units: (Int, Int, Int, Int),
    _ gradients: Span<SIMD8<Double>>, start: Int, _ blocks: Int
  ) {
    let columns = weights.columns.span
    for input in inputs {
      let place = start + input * blocks
      let gradient = Pair(left: gradients[unchecked: place], right: gradients[unchecked: place + 1])
      let column = columns.extracting(input * weights.outputs..<(input + 1) * weights.outputs)
      a.add(column[unchecked: units.0], gradient)
      b.add(column[unchecked: units.1], gradient)
      c.add(column[unchecked: units.2], gradient)
      d.add(column[unchecked: units.3], gradient)
    }
  }
}

/// Sixteen numbers of a gradient.
private struct Pair {
  var left = SIMD8<Double>.zero, right = SIMD8<Double>.zero

  @inline(__always)
  mutating func add(_ weight: Double, _ other: Pair) {
    left += weight * other.left
    right += weight * other.right
  }

  @inline(__always)
  func store(in gradients: inout [SIMD8<Double>], at place: Int) {
    gradients[place] = left
    gradients[place + 1] = right
  }
}

extension Program {
  /// For each vector, what becomes of it where a rectifier reads it and nothing else does.
  fileprivate var fates: [BoundaryDistance.Fate?] {
    widths.indices.map { vector in
      let readers = steps.filter { $0.reads(vector) }
      guard readers.count == 1, case .rectify(let slope, _, let to)? = readers.first else { return nil }
      return .init(slope: slope, isLast: depths[to] == hidden.count)
    }
  }

  /// The weights of the first step, where it is linear and no other reads the input, and has fewer units than inputs.
  fileprivate var onlyReaderOfInput: Weights? {
    let readers = steps.count { $0.reads(0) }
    guard readers == 1, case .linear(let weights, from: 0, to: 1)? = steps.first,
      weights.outputs < weights.inputs
    else { return nil }
    return weights
  }

  /// The gradients of the input's own numbers.
  fileprivate var unitRows: [[Double]] {
    (0..<widths[0]).map { row in (0..<widths[0]).map { $0 == row ? 1 : 0 } }
  }
}

extension Program.Step {
  fileprivate func reads(_ vector: Int) -> Bool {
    switch self {
    case .linear(_, let from, _), .rectify(_, let from, _): from == vector
    case .add(let branch, _, let shortcut, _): branch == vector || shortcut == vector
    }
  }
}

/// The lower triangle R of W = R Q with orthonormal rows of Q, by Gram and Schmidt.
///
/// Each row is made orthogonal twice, which is enough for all digits (Giraud, Langou & Rozložník 2005). What is left of a row
/// that depends on those before it is rounding error, and taken for nothing.
private func triangle(_ weights: Program.Weights) -> [[Double]] {
  func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  var basis: [[Double]] = []
  return (0..<weights.outputs).map { unit in
    var rest = (0..<weights.inputs).map { weights.columns[$0 * weights.outputs + unit] }
    let size = product(rest, rest).squareRoot()
    var row = [Double](repeating: 0, count: weights.outputs)
    for _ in 0..<2 {
      for (number, direction) in basis.enumerated() {
        let part = product(rest, direction)
        row[number] += part
        for place in rest.indices { rest[place] -= part * direction[place] }
      }
    }
    let length = product(rest, rest).squareRoot()
    if length > 1e-13 * size {
      row[unit] = length
      basis.append(rest.map { $0 / length })
    } else {
      basis.append(rest.map { _ in 0 })
    }
    return row
  }
}
