import Network

/// Activation regions found the slow way: a point is taken in every face that the lines of all units, for all signs of
/// the units before them, leave of the plane, and the different signs at these points are counted.
///
/// Points are whole numbers (s, t, w) that stand for (s/w, t/w), and all arithmetic is exact: Int128 traps on overflow.
struct BruteForce {
  typealias Number = Int128

  let network: WholeNetwork
  /// The frame's vectors: directions of s and t, and the origin.
  let frame: [[Int]]

  struct Function: Hashable {
    var a, b, c: Number

    func value(_ point: Function) -> Number { a * point.a + b * point.b + c * point.c }

    static func + (left: Function, right: Function) -> Function {
      Function(a: left.a + right.a, b: left.b + right.b, c: left.c + right.c)
    }

    static func * (factor: Int, function: Function) -> Function {
      let factor = Number(factor)
      return Function(a: factor * function.a, b: factor * function.b, c: factor * function.c)
    }
  }

  /// What each unit's function is, layer by layer, where `sign` says the signs; of each rectified layer, all are given to
  /// `observe` before the signs are asked for.
  private func run(_ rectify: ([Function]) -> [Function]) {
    var stream = (0..<network.inputs).map {
      Function(a: Number(frame[0][$0]), b: Number(frame[1][$0]), c: Number(frame[2][$0]))
    }
    for layer in network.layers { stream = apply(layer, to: stream, rectify) }
  }

  private func apply(
    _ layer: Layer, to stream: [Function], _ rectify: ([Function]) -> [Function]
  ) -> [Function] {
    switch layer.kind {
    case let layer as Layer.Linear:
      let weights = network.parameters["\(layer.name).weight"] ?? []
      let biases = network.parameters["\(layer.name).bias"] ?? []
      return biases.indices.map { unit in
        stream.indices.reduce(Function(a: 0, b: 0, c: Number(biases[unit]))) {
          $0 + weights[unit * stream.count + $1] * stream[$1]
        }
      }
    case is Activation: return rectify(stream)
    case let module as Layer.Residual:
      let branch = module.branch.reduce(stream) { apply($1, to: $0, rectify) }
      return zip(stream, branch).map { $0 + Int(module.scale) * $1 }
    default: preconditionFailure("\(layer) is not for brute force")
    }
  }

  /// The signs at a point, layer by layer; w must be positive.
  private func signs(at point: Function) -> [[Int]] {
    var signs: [[Int]] = []
    run { units in
      let values = units.map { $0.value(point).signum() }
      signs.append(values.map { Int($0) })
      return zip(units, values).map { $1 > 0 ? $0 : Function(a: 0, b: 0, c: 0) }
    }
    return signs
  }

  /// The functions of all units, for all signs of the units before them, possible or not.
  private func functions() -> Set<Function> {
    var functions: Set<Function> = []
    var units = 0
    run {
      units += $0.count
      return $0
    }
    for signs in 0..<(1 << units) {
      var next = 0
      run { layer in
        functions.formUnion(layer)
        return layer.map {
          defer { next += 1 }
          return signs >> next & 1 == 1 ? $0 : Function(a: 0, b: 0, c: 0)
        }
      }
    }
    return functions
  }

  /// The counts after each layer, among points in every face where all `bounds` are positive.
  func count(within bounds: [Function] = []) -> [Int] {
    let lines = functions().union(bounds).filter { $0.a != 0 || $0.b != 0 }
    var found: [Set<[[Int]]>] = []
    for point in Self.points(between: Array(lines)) where bounds.allSatisfy({ $0.value(point) > 0 }) {
      let signs = signs(at: point)
      if found.isEmpty { found = signs.map { _ in [] } }
      for layer in signs.indices { found[layer].insert(Array(signs[...layer])) }
    }
    return found.map(\.count)
  }

  /// A point in every face: between neighbouring abscissas of the lines' intersections, and beyond them, a vertical line
  /// passes through faces whose bounds it crosses in order.
  private static func points(between lines: [Function]) -> [Function] {
    var abscissas: [Fraction] = lines.filter { $0.b == 0 }.map { Fraction(-$0.c, $0.a) }
    for (number, first) in lines.enumerated() {
      for second in lines[..<number] {
        let determinant = first.a * second.b - second.a * first.b
        if determinant != 0 {
          abscissas.append(Fraction(first.b * second.c - second.b * first.c, determinant))
        }
      }
    }
    return Fraction.between(abscissas).flatMap { x in
      let ordinates = lines.filter { $0.b != 0 }.map { Fraction(-($0.a * x.over + $0.c * x.under), $0.b) }
      // Ordinates are those of the fractions over `under`, which all have in common.
      return Fraction.between(ordinates).map { y in
        Function(a: x.over * y.under, b: y.over, c: x.under * y.under)
      }
    }
  }

  /// A fraction with a positive denominator.
  private struct Fraction: Comparable {
    let over, under: Number

    init(_ over: Number, _ under: Number) {
      (self.over, self.under) = under < 0 ? (-over, -under) : (over, under)
    }

    static func < (left: Fraction, right: Fraction) -> Bool {
      left.over * right.under < right.over * left.under
    }

    static func == (left: Fraction, right: Fraction) -> Bool {
      left.over * right.under == right.over * left.under
    }

    /// Fractions between neighbouring ones and beyond all of them.
    static func between(_ fractions: [Fraction]) -> [Fraction] {
      var sorted: [Fraction] = []
      for fraction in fractions.sorted() where sorted.last != fraction { sorted.append(fraction) }
      guard let first = sorted.first, let last = sorted.last else { return [Fraction(0, 1)] }
      return [Fraction(first.over - first.under, first.under)]
        + zip(sorted, sorted.dropFirst()).map {
          Fraction($0.over * $1.under + $1.over * $0.under, 2 * $0.under * $1.under)
        } + [Fraction(last.over + last.under, last.under)]
    }
  }
}
