import Foundation

extension NormalImage {
  /// The image under any function, by quadrature in polar coordinates.
  ///
  /// With u = √q r cos θ and v = √s r cos (θ − ω), cos ω the correlation, kinks at 0 lie along four rays, between which
  /// Gauss–Legendre nodes are at home, however close to 1 the correlation is; along a ray the nodes are denser the nearer to
  /// 0. Errors are below 1e-10 for every function of ours and second moments up to 10.
  init(of pair: PairMoments, under function: Nonlinearity, by rule: PolarRule = .standard) {
    let angle = acos(pair.correlation)
    let scales = (pair.first.squareRoot(), pair.second.squareRoot())
    var sums = [Double](repeating: 0, count: 8)
    // From one ray on which u or v is zero to the next.
    for (start, length) in [
      (-Double.pi / 2, angle), (angle - Double.pi / 2, Double.pi - angle), (Double.pi / 2, angle),
      (angle + Double.pi / 2, Double.pi - angle),
    ] where length > 0 {
      for direction in rule.directions {
        let theta = start + length * direction.place
        let (along, across) = (scales.0 * cos(theta), scales.1 * cos(theta - angle))
        for radius in rule.radii {
          let (u, v) = (along * radius.place, across * radius.place)
          let (fu, fv) = (function.value(u), function.value(v))
          let (su, sv) = (function.slope(u), function.slope(v))
          let weight = length * direction.weight * radius.weight
          sums[0] += weight * fu
          sums[1] += weight * fv
          sums[2] += weight * fu * fu
          sums[3] += weight * fv * fv
          sums[4] += weight * fu * fv
          sums[5] += weight * su * su
          sums[6] += weight * sv * sv
          sums[7] += weight * su * sv
        }
      }
    }
    self.init(
      means: (sums[0], sums[1]), moments: PairMoments(first: sums[2], second: sums[3], product: sums[4]),
      slopes: PairMoments(first: sums[5], second: sums[6], product: sums[7]))
  }
}

/// Nodes for the mean over pairs of independent standard normal numbers, in polar coordinates.
struct PolarRule: Sendable {
  /// A place and its weight.
  typealias Node = (place: Double, weight: Double)

  /// Shares of a sector; their weights make up 1.
  let directions: [Node]
  /// Distances r, with the weights of r e^(−r²/2) dr / 2π.
  let radii: [Node]

  /// Distances at which stretches begin and end: beyond the last lies less than 1e-17.
  private static let ends = [0, 0.25, 0.75, 1.75, 3.5, 6, 9]

  /// The rule that is used.
  static let standard = PolarRule(directions: 24, radii: 10)

  /// A rule of so many directions a sector, and so many distances a stretch.
  init(directions: Int, radii: Int) {
    self.directions = Self.gaussLegendre(directions).map { (($0.place + 1) / 2, $0.weight / 2) }
    let nodes = Self.gaussLegendre(radii)
    self.radii = zip(Self.ends, Self.ends.dropFirst()).flatMap { start, end in
      nodes.map { node in
        let r = start + (end - start) * (node.place + 1) / 2
        return (r, (end - start) / 2 * node.weight * r * exp(-r * r / 2) / (2 * Double.pi))
      }
    }
  }

  /// The nodes of Gauss and Legendre between −1 and 1: zeros of P_n, by Newton's method.
  private static func gaussLegendre(_ count: Int) -> [Node] {
    (0..<count).map { index in
      var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<10 {
        var (before, value) = (1.0, x)
        for degree in 1..<count {
          let n = Double(degree)
          (before, value) = (value, ((2 * n + 1) * x * value - n * before) / (n + 1))
        }
        slope = Double(count) * (x * value - before) / (x * x - 1)
        x -= value / slope
      }
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
  }
}
