import Foundation

/// Units of a layer, drawn by their law: what two inputs give each of so many of them.
///
/// It stands for laws that are not normal, as behind a rectifier to which a residual branch is added. Units come from a lattice
/// in as many dimensions as numbers are drawn for each, which is the same every time. Moments behind walks of 1 to 54 rectified
/// numbers are off by one or two in a thousand, at worst by nine.
/// Source: Korobov 1959; the lattice is moved by another share in each dimension (Cranley & Patterson 1976), since the corner that
/// all coordinates of a plain one share weighs much where many numbers are added.
package struct UnitSample: Sendable {
  /// What the two inputs give each unit.
  private let units: [SIMD2<Double>]

  /// The number of units, a prime, and the number whose powers are the lattice's steps: of 24 primes about ten thousand those for which
  /// the least even of any two dimensions, at most 120 apart, is the evenest (by P_2 n²).
  private static let (count, multiplier) = (10_739, 6_294)

  /// By Box and Muller, what each place of a dimension is as a radius and as a point of the circle.
  private static let places = (0..<count).map { place in
    let share = (Double(place) + 0.5) / Double(count)
    let angle = 2 * Double.pi * share
    return (radius: (-2 * log(share)).squareRoot(), cosine: cos(angle), sine: sin(angle))
  }

  /// A way through the places of a dimension, a unit at a time.
  private struct Dimension {
    private(set) var place: Int
    private let step: Int

    /// The dimension of a number.
    init(_ number: Int) {
      step = (0..<number).reduce(1) { step, _ in step * multiplier % count }
      let shift = (Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
      place = Int(shift * Double(count))
    }

    /// Goes on to the next unit.
    mutating func advance() {
      place += step
      if place >= count { place -= count }
    }
  }

  /// Units that are normal for both inputs, and independent of those of other numbers.
  ///
  /// - Parameter number: Which pair of dimensions of the lattice they take.
  init(_ pair: PairMoments, number: Int) {
    let (c, scales) = (pair.correlation, SIMD2(pair.first, pair.second).squareRoot())
    let s = ((1 - c) * (1 + c)).squareRoot()
    var (radius, point) = (Dimension(2 * number), Dimension(2 * number + 1))
    units = Self.places.withUnsafeBufferPointer { places in
      (0..<Self.count).map { _ in
        defer {
          radius.advance()
          point.advance()
        }
        let (r, angle) = (places[radius.place].radius, places[point.place])
        let first = r * angle.cosine
        return scales * SIMD2(first, c * first + s * (r * angle.sine))
      }
    }
  }

  private init(_ units: [SIMD2<Double>]) { self.units = units }

  /// The units of two samples for an input each.
  init(first: UnitSample, second: UnitSample) {
    self.init(zip(first.units, second.units).map { SIMD2($0.x, $1.y) })
  }

  /// Each unit under a function.
  func mapped(_ function: (Double) -> Double) -> UnitSample {
    UnitSample(units.map { SIMD2(function($0.x), function($0.y)) })
  }

  /// What a function makes of the units when each input's are multiplied by a number that makes their mean square what it is known to
  /// be.
  ///
  /// - Parameter known: Of the moments the squares.
  /// - Returns: The values, the means and moments of them and of the slopes, and the squares of the slopes for the first input.
  func image(
    under function: Nonlinearity, of known: PairMoments
  ) -> (values: UnitSample, image: PairImage, squares: [Double]) {
    let scales = scales(to: known)
    var (sums, slopeSums) = (Sums(), Sums())
    var squares = Array(repeating: 0.0, count: units.count)
    let values = units.indices.map { unit in
      let (values, slopes) = function.points(scales * units[unit])
      sums.add(values)
      slopeSums.add(slopes)
      squares[unit] = slopes.x * slopes.x
      return values
    }
    let (own, slopes) = (sums.over(units.count), slopeSums.over(units.count))
    return (
      UnitSample(values), PairImage(means: own.means, moments: own.moments, slopes: slopes.moments), squares
    )
  }

  private func scales(to known: PairMoments) -> SIMD2<Double> {
    var sums = Sums()
    for unit in units { sums.add(unit) }
    let own = sums.over(units.count).moments
    func scale(_ known: Double, _ own: Double) -> Double { own > 0 ? (known / own).squareRoot() : 1 }
    return SIMD2(scale(known.first, own.first), scale(known.second, own.second))
  }

  /// The units less a number for either input, times another.
  func standardized(less mean: PairNumbers, times scales: PairNumbers) -> UnitSample {
    let (mean, scales) = (SIMD2(mean.first, mean.second), SIMD2(scales.first, scales.second))
    return UnitSample(units.map { ($0 - mean) * scales })
  }

  /// Each unit with that of its place in another sample.
  func combined(
    _ other: UnitSample, _ combine: (SIMD2<Double>, SIMD2<Double>) -> SIMD2<Double>
  ) -> UnitSample {
    UnitSample(zip(units, other.units).map(combine))
  }

  /// The squares of what the first input gives them.
  var squares: [Double] { units.map { $0.x * $0.x } }

  /// Sums over units.
  private struct Sums {
    private var numbers = SIMD2<Double>.zero
    private var squares = SIMD2<Double>.zero
    private var products = 0.0

    /// Adds what a unit has.
    mutating func add(_ unit: SIMD2<Double>) {
      numbers += unit
      squares += unit * unit
      products += unit.x * unit.y
    }

    /// The means and moments, of so many units.
    func over(_ count: Int) -> (means: PairNumbers, moments: PairMoments) {
      let share = 1 / Double(count)
      return (
        PairNumbers(first: share * numbers.x, second: share * numbers.y),
        share * PairMoments(first: squares.x, second: squares.y, product: products)
      )
    }
  }
}
