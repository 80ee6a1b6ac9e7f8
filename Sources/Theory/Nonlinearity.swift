import Foundation
import Synchronization

/// A function φ of each number, as theory sees it: its values, its slopes, and what it keeps of normal numbers.
public struct Nonlinearity: Sendable {
  /// φ(x) and φ′(x).
  let point: @Sendable (Double) -> (value: Double, slope: Double)
  /// The form for which there is a closed solution; nil for any other.
  let form: Form?

  private let images = PairImages()

  /// The forms for which there is a closed solution.
  enum Form: Hashable, Sendable {
    case rectifier(Rectifier)
    case errorFunction
  }

  /// Any function with its slope; where it has a kink or a step, that must be at 0.
  public init(_ point: @escaping @Sendable (Double) -> (value: Double, slope: Double)) {
    (self.point, form) = (point, nil)
  }

  private init(_ form: Form, _ point: @escaping @Sendable (Double) -> (value: Double, slope: Double)) {
    (self.form, self.point) = (form, point)
  }

  /// A rectifier, leaky or not.
  public static func rectifier(_ rectifier: Rectifier) -> Nonlinearity {
    let slope = rectifier.slope
    return Nonlinearity(.rectifier(rectifier)) { $0 > 0 ? ($0, 1) : (slope * $0, slope) }
  }

  /// The error function.
  public static let errorFunction = Nonlinearity(.errorFunction) {
    (erf($0), 2 / Double.pi.squareRoot() * exp(-$0 * $0))
  }

  /// φ(x).
  public func value(_ x: Double) -> Double { point(x).value }

  /// φ′(x).
  public func slope(_ x: Double) -> Double { point(x).slope }

  /// φ and φ′ at what two inputs give.
  func points(_ x: SIMD2<Double>) -> (values: SIMD2<Double>, slopes: SIMD2<Double>) {
    // Twice as fast as one after the other.
    if let rectifier {
      let slopes = SIMD2(repeating: rectifier.slope).replacing(with: 1, where: x .> 0)
      return (slopes * x, slopes)
    }
    let (first, second) = (point(x.x), point(x.y))
    return (SIMD2(first.value, second.value), SIMD2(first.slope, second.slope))
  }

  /// Whether means over normal numbers need no quadrature.
  package var isClosed: Bool { form != nil }

  /// The slope for negative numbers, where it is a rectifier; nil for other functions.
  var rectifier: Rectifier? { if case .rectifier(let rectifier)? = form { rectifier } else { nil } }

  /// Whether it comes to rest for large numbers of either sign.
  public var isBounded: Bool { value(60) == value(120) && value(-60) == value(-120) }

  /// What it makes of two normal numbers.
  public func image(of pair: PairMoments) -> PairImage {
    switch form {
    case .rectifier(let rectifier): PairImage(of: pair, under: rectifier)
    case .errorFunction: PairImage(ofErrorFunctionOf: pair)
    case nil: images.image(of: pair) { PairImage(of: pair, under: self) }
    }
  }
}

/// What a function was found to make of normal numbers: shallower networks of the same kind meet the same pairs.
private final class PairImages: Sendable {
  /// How many are kept.
  private static let most = 10_000
  private let known = Mutex<[PairMoments: PairImage]>([:])

  /// The image of a pair, found once.
  func image(of pair: PairMoments, _ find: () -> PairImage) -> PairImage {
    if let image = known.withLock({ $0[pair] }) { return image }
    let image = find()
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[pair] = image
    }
    return image
  }
}
