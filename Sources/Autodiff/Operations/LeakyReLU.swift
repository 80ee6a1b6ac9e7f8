import Numbers

/// The leaky rectifier: y = x where x > 0, else y = a x for a slope a > 0.
public struct LeakyReLU: ActivationFunction {
  /// The slope a for negative numbers.
  public let slope: Real
  /// The slope before it was rounded.
  public let negativeSlope: Double?

  /// A rectifier that leaks with a positive slope.
  public init(slope: Real) {
    precondition(slope > 0, "the slope is told from the output's sign, so it must be positive, not \(slope)")
    self.slope = slope
    negativeSlope = Double(slope)
  }

  /// The output, so that it may take the input's place.
  public var slopeSource: SlopeSource { .output }

  /// x where x > 0, else a x.
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { x > 0 ? x : X(slope) * x }

  /// 1 where y > 0, else a.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { y > 0 ? 1 : X(slope) }
}

extension LeakyReLU {
  /// `leaky-relu`.
  public static var word: String { "leaky-relu" }

  /// The slope.
  public static var parameter: ActivationParameter? { ActivationParameter("SLOPE", standard: 0.01) }

  /// A rectifier that leaks with a positive slope.
  public init?(parameter: Double?) {
    guard let parameter, parameter > 0 else { return nil }
    slope = Real(parameter)
    negativeSlope = parameter
  }
}
