/// The affine functions that a network's numbers are on one region, exactly: computed only where floating point cannot
/// tell a sign, and kept while the region's signs last.
struct ExactMaps {
  private let program: Program
  private let starts: [Int]
  private var known: [ExactLine?]
  /// For each number of hidden layers, the known lines that lie behind so many.
  private var knownBehind: [[Int]]

  init(_ program: Program, starts: [Int]) {
    self.program = program
    self.starts = starts
    known = Array(repeating: nil, count: starts[starts.count - 1])
    knownBehind = Array(repeating: [], count: program.hidden.count + 1)
  }

  /// Forgets what depended on the former signs of the hidden layer before a given one.
  mutating func enter(layer: Int) {
    for place in knownBehind[layer] { known[place] = nil }
    knownBehind[layer].removeAll(keepingCapacity: true)
  }

  /// The exact form of one of the lines of `maps`.
  mutating func line(_ place: Int, of maps: FloatingMaps) -> ExactLine {
    if let line = known[place] { return line }
    // The frame's edges and the input are exact as they are.
    if place < starts[1] { return ExactLine(maps.lines[place]) }
    let vector = starts.lastIndex { $0 <= place } ?? 0
    let line = line(place - starts[vector], of: maps, after: program.steps[vector - 1])
    known[place] = line
    knownBehind[program.depths[vector]].append(place)
    return line
  }

  private mutating func line(_ unit: Int, of maps: FloatingMaps, after step: Program.Step) -> ExactLine {
    switch step {
    case .linear(let weights, let from, _):
      var sum = ExactLine(a: .zero, b: .zero, c: Dyadic(weights.biases[unit]))
      for input in 0..<weights.inputs where !maps.lines[starts[from] + input].isZero {
        let weight = weights.columns[input * weights.outputs + unit]
        if weight != 0 { sum = sum + Dyadic(weight) * line(starts[from] + input, of: maps) }
      }
      return sum
    case .rectify(let slope, let from, _):
      let place = starts[from] + unit
      if maps.isPositive[place] { return line(place, of: maps) }
      return slope == 0 ? .zero : Dyadic(slope) * line(place, of: maps)
    case .add(let branch, let scale, let shortcut, _):
      return line(starts[shortcut] + unit, of: maps)
        + Dyadic(scale) * line(starts[branch] + unit, of: maps)
    }
  }
}
