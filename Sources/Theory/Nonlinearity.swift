import Foundation

/// A function φ of each number, as theory sees it: its values, its slopes, and what it keeps of pairs of normal numbers.
public struct Nonlinearity: Sendable {
  /// φ(x).
  public let value: @Sendable (Double) -> Double
  /// φ′(x).
  public let slope: @Sendable (Double) -> Double
  /// The form for which there is a closed solution; nil for any other.
  let form: Form?

  /// The forms for which there is a closed solution.
  enum Form: Hashable, Sendable {
    case rectifier(Rectifier)
    case errorFunction
  }

  /// Any function with its slope; where it has a kink or a step, that must be at 0.
  public init(value: @escaping @Sendable (Double) -> Double, slope: @escaping @Sendable (Double) -> Double) {
    (self.value, self.slope, form) = (value, slope, nil)
  }

  private init(
    _ form: Form, _ value: @escaping @Sendable (Double) -> Double,
    _ slope: @escaping @Sendable (Double) -> Double
  ) {
    (self.form, self.value, self.slope) = (form, value, slope)
  }

  /// A rectifier, leaky or not.
  public static func rectifier(_ rectifier: Rectifier) -> Nonlinearity {
    let slope = rectifier.slope
    return Nonlinearity(.rectifier(rectifier), { $0 > 0 ? $0 : slope * $0 }, { $0 > 0 ? 1 : slope })
  }

  /// The error function.
  public static let errorFunction = Nonlinearity(
    .errorFunction, { erf($0) }, { 2 / Double.pi.squareRoot() * exp(-$0 * $0) })

  /// Whether it comes to rest for large numbers of either sign.
  public var isBounded: Bool { value(60) == value(120) && value(-60) == value(-120) }

  /// What it makes of two normal numbers.
  public func image(of pair: PairMoments) -> NormalImage {
    switch form {
    case .rectifier(let rectifier): NormalImage(of: pair, under: rectifier)
    case .errorFunction: NormalImage(ofErrorFunctionOf: pair)
    case nil: NormalImage(of: pair, under: self)
    }
  }
}
