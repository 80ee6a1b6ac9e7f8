/// A function of each number that networks have between their layers, called by a name.
///
/// A new one is a file that states it, and its place in the list of `Activation`.
public protocol ActivationFunction: Pointwise {
  /// What it is called, such as `relu`.
  static var word: String { get }

  /// What the number behind its name is, such as a slope; nil where it takes none.
  static var parameter: ActivationParameter? { get }

  /// The function with such a number, or with none where it takes none; nil for a number that it cannot take.
  init?(parameter: Double?)

  /// The slope a, where y is x for positive x and a x for all others, a from 0 to 1; nil for other functions.
  var negativeSlope: Double? { get }

  /// f(x) in double precision, for theory.
  func value(_ x: Double) -> Double

  /// f′(x) in double precision, given what `slopeSource` says.
  func slope(from number: Double) -> Double
}

extension ActivationFunction {
  /// A function takes no number unless it says which.
  public static var parameter: ActivationParameter? { nil }

  /// A function is no rectifier unless it says which.
  public var negativeSlope: Double? { nil }

  /// f(x) and f′(x) in double precision.
  public func point(at x: Double) -> (value: Double, slope: Double) {
    let y: Double = value(x)
    return (y, slope(from: slopeSource == .input ? x : y))
  }
}
