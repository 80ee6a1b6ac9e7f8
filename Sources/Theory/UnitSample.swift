import Foundation

/// Units of a layer, drawn by their law: what two inputs give each of so many of them.
///
/// It stands for laws that are not normal, as behind a rectifier to which a residual branch is added. Units come from a lattice
/// in as many dimensions as numbers are drawn for each, which is the same every time; a mean over it is off by one or two in a
/// thousand.
/// Source: Korobov 1959; the lattice is moved by another share in each dimension (Cranley & Patterson 1976), since the corner that
/// all coordinates of a plain one share weighs much where many numbers are added.
package struct UnitSample: Sendable {
  /// What the first input gives them.
  package private(set) var first: [Double]
  /// What the second one gives them.
  package private(set) var second: [Double]

  /// The number of units, a prime, and the number whose powers are the lattice's steps: of those that are known to be good the one of
  /// the least error for walks of rectified numbers.
  private static let (count, multiplier) = (16_381, 3_007)

  /// By Box and Muller, what each place of a dimension is as a radius and as a point of the circle.
  private static let places = (0..<count).map { place in
    let share = (Double(place) + 0.5) / Double(count)
    let angle = 2 * Double.pi * share
    return (radius: (-2 * log(share)).squareRoot(), cosine: cos(angle), sine: sin(angle))
  }

  /// Independent pairs of standard normal numbers.
  ///
  /// - Parameter number: Which pair of dimensions of the lattice they take.
  private init(number: Int) {
    var (one, other) = (Self.dimension(2 * number), Self.dimension(2 * number + 1))
    first = Array(repeating: 0, count: Self.count)
    second = first
    Self.places.withUnsafeBufferPointer { places in
      for unit in first.indices {
        let (radius, point) = (places[one.place].radius, places[other.place])
        (first[unit], second[unit]) = (radius * point.cosine, radius * point.sine)
        one.place = (one.place + one.step) % Self.count
        other.place = (other.place + other.step) % Self.count
      }
    }
  }

  /// The first unit's place in a dimension of the lattice, and how far the next one's lies.
  private static func dimension(_ number: Int) -> (place: Int, step: Int) {
    let step = (0..<number).reduce(1) { step, _ in step * multiplier % count }
    let shift = (Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
    return (Int(shift * Double(count)), step)
  }

  /// Units that are normal for both inputs, and independent of those of other numbers.
  init(_ pair: PairMoments, number: Int) {
    self.init(number: number)
    let (c, scales) = (pair.correlation, (pair.first.squareRoot(), pair.second.squareRoot()))
    let s = ((1 - c) * (1 + c)).squareRoot()
    for i in first.indices {
      second[i] = scales.1 * (c * first[i] + s * second[i])
      first[i] *= scales.0
    }
  }

  /// The units of two samples for an input each.
  init(first: UnitSample, second: UnitSample) { (self.first, self.second) = (first.first, second.second) }

  /// Each unit under a function.
  func mapped(_ function: (Double) -> Double) -> UnitSample {
    var copy = self
    for i in first.indices { (copy.first[i], copy.second[i]) = (function(first[i]), function(second[i])) }
    return copy
  }

  /// The values and the slopes of a function at the units.
  func mapped(_ function: Nonlinearity) -> (values: UnitSample, slopes: UnitSample) {
    var (values, slopes) = (self, self)
    for i in first.indices {
      (values.first[i], slopes.first[i]) = function.point(first[i])
      (values.second[i], slopes.second[i]) = function.point(second[i])
    }
    return (values, slopes)
  }

  /// The units less a number for either input, times another.
  func standardized(less mean: PairNumbers, times scales: PairNumbers) -> UnitSample {
    var copy = self
    for i in first.indices {
      copy.first[i] = (first[i] - mean.first) * scales.first
      copy.second[i] = (second[i] - mean.second) * scales.second
    }
    return copy
  }

  /// Each unit with that of its place in another sample.
  func combined(_ other: UnitSample, _ combine: (Double, Double) -> Double) -> UnitSample {
    var copy = self
    for i in first.indices {
      copy.first[i] = combine(first[i], other.first[i])
      copy.second[i] = combine(second[i], other.second[i])
    }
    return copy
  }

  /// The means over the units.
  var means: PairNumbers {
    PairNumbers(first: first.reduce(0, +), second: second.reduce(0, +)).mapped { $0 / Double(first.count) }
  }

  /// The squares of what the first input gives them.
  var squares: [Double] { first.map { $0 * $0 } }

  /// The second moments over the units.
  var moments: PairMoments {
    var (a, b, c) = (0.0, 0.0, 0.0)
    for (u, v) in zip(first, second) {
      a += u * u
      b += v * v
      c += u * v
    }
    let count = Double(first.count)
    return PairMoments(first: a / count, second: b / count, product: c / count)
  }
}
