import Numbers

/// The identity y = x, for networks that are linear.
public struct Identity: ActivationFunction {
  /// The identity.
  public init() {}

  /// The output, which may take the input's place; but the slope is 1.
  public var slopeSource: SlopeSource { .output }

  /// The backward pass reads nothing of the forward one.
  public var backwardReads: BackwardReads { [] }

  /// x.
  @inline(__always)
  public func value<X: ElementaryNumber>(_ x: X) -> X { x }

  /// 1.
  @inline(__always)
  public func slope<X: ElementaryNumber>(from y: X) -> X { 1 }
}

extension Identity {
  /// `identity`.
  public static var word: String { "identity" }

  /// The identity, which takes no number.
  public init?(parameter: Double?) {
    if parameter != nil { return nil }
  }

  /// The slope of a rectifier that lets everything pass: 1.
  public var negativeSlope: Double? { 1 }
}
