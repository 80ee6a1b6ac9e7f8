/// The affine functions that a network's numbers are on one region, in floating point with rigorous bounds of error.
///
/// All vectors lie one after another in `lines`, behind the four edges of the frame. Entering a layer overwrites the
/// lines that depend on the signs of the layers before it, and no others.
struct FloatingMaps {
  /// The frame's edges, then each vector's lines.
  private(set) var lines: [FloatingLine]
  /// For each hidden unit's line, at the same place, whether it is positive on the region.
  var isPositive: [Bool]
  /// Where each vector begins.
  let starts: [Int]

  private let program: Program
  /// Where products are summed up: the coefficients of each unit's line.
  private var a, b, c: [Double]
  private var active: [Active] = []

  init(_ program: Program, _ frame: Frame, input: [FloatingLine]) {
    self.program = program
    var starts = [frame.lines.count]
    for width in program.widths { starts.append(starts[starts.count - 1] + width) }
    lines = Array(repeating: .zero, count: starts[starts.count - 1])
    isPositive = Array(repeating: false, count: lines.count)
    lines.replaceSubrange(..<starts[1], with: frame.lines + input)
    self.starts = starts
    a = Array(repeating: 0, count: program.widths.max() ?? 0)
    (b, c) = (a, a)
  }

  /// Computes what lies between the hidden layer before a given one and that one's rectifier, or the output.
  mutating func enter(layer: Int) {
    let hidden = program.hidden
    let first = layer == 0 ? 0 : hidden[layer - 1].step
    for step in first..<(layer < hidden.count ? hidden[layer].step : program.steps.count) {
      run(program.steps[step])
    }
  }

  private mutating func run(_ step: Program.Step) {
    switch step {
    case .linear(let weights, let from, let to): multiply(weights, starts[from], into: starts[to])
    case .rectify(let slope, let from, let to):
      for unit in 0..<program.widths[to] {
        let place = starts[from] + unit
        lines[starts[to] + unit] = isPositive[place] ? lines[place] : slope * lines[place]
      }
    case .add(let branch, let scale, let shortcut, let to):
      for unit in 0..<program.widths[to] {
        lines[starts[to] + unit] = lines[starts[shortcut] + unit] + scale * lines[starts[branch] + unit]
      }
    }
  }

  /// The error of a sum of products Σ w h is at most Σ |w| (error of h + roundoff · |h|), which the product of two
  /// norms bounds (Cauchy and Schwarz; Higham 2002, section 3.1).
  private mutating func multiply(_ weights: Program.Weights, _ from: Int, into to: Int) {
    active.removeAll(keepingCapacity: true)
    let roundoff = Double(weights.inputs + 3) * FloatingLine.roundoff
    var (slopes, offsets) = (0.0, 0.0)
    var (hasSlope, hasOffset) = (false, false)
    for place in 0..<weights.inputs {
      let line = lines[from + place]
      if line.isZero { continue }
      active.append(Active(place: place, a: line.a, b: line.b, c: line.c))
      let slope = line.slopeError + roundoff * max(abs(line.a), abs(line.b))
      let offset = line.offsetError + roundoff * abs(line.c)
      slopes += slope * slope
      offsets += offset * offset
      hasSlope = hasSlope || !line.isConstant
      hasOffset = hasOffset || line.c != 0 || line.offsetError != 0
    }
    add(active, times: weights, into: &a, &b, &c)
    let lost = Program.Weights.lost
    let slope = hasSlope ? FloatingLine.slack * slopes.squareRoot() + lost : 0
    let offset = hasOffset ? FloatingLine.slack * offsets.squareRoot() + lost : 0
    for unit in 0..<weights.outputs {
      let norm = weights.norms[unit]
      let biasError = hasOffset ? roundoff * abs(weights.biases[unit]) : 0
      lines[to + unit] = FloatingLine(
        a: a[unit], b: b[unit], c: c[unit], slopeError: FloatingLine.slack * norm * slope,
        offsetError: FloatingLine.slack * (norm * offset + biasError))
    }
  }

  /// An input of a product that is not zero.
  fileprivate struct Active {
    let place: Int
    let a, b, c: Double
  }
}

/// Sets sums to the biases plus the active inputs' products.
@inline(never)
private func add(
  _ active: [FloatingMaps.Active], times weights: Program.Weights, into a: inout [Double],
  _ b: inout [Double], _ c: inout [Double]
) {
  let columns = weights.columns.span
  let biases = weights.biases.span
  let count = weights.outputs
  var a = a.mutableSpan
  var b = b.mutableSpan
  var c = c.mutableSpan
  precondition(a.count >= count && b.count >= count && c.count >= count, "sums are too short")
  for unit in 0..<count {
    a[unit] = 0
    b[unit] = 0
    c[unit] = biases[unit]
  }
  for input in active {
    let column = columns.extracting(input.place * count..<(input.place + 1) * count)
    for unit in 0..<count {
      let weight = column[unchecked: unit]
      a[unchecked: unit] += weight * input.a
      b[unchecked: unit] += weight * input.b
      c[unchecked: unit] += weight * input.c
    }
  }
}
