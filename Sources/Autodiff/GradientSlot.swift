import Numbers

/// A place for one operation's contribution to a gradient.
///
/// It knows whether another contribution is there already, so nothing needs to be zeroed beforehand and an operation
/// needs no care about a value that is used twice.
public struct GradientSlot {
  /// The gradient's numbers.
  public let buffer: UnsafeMutableBufferPointer<Real>
  /// Whether to add to what is there, rather than to replace it.
  public let isBegun: Bool
  /// Whether the slot is the output's gradient itself, because the output took the input's place.
  let isOutputGradient: Bool

  /// Contributes `term(i)` to number i; `term` reads of the gradient itself, or of what lies in its place, at most number i.
  @inlinable
  @inline(__always)
  public func contribute(_ term: (Int) -> Real) {
    if isBegun { buffer.assign { buffer[$0] + term($0) } } else { buffer.assign(term) }
  }

  /// Contributes to the sixteen numbers from a place on.
  @inline(__always)
  func contribute(_ term: Lanes, at place: Int) {
    guard let numbers = buffer.baseAddress else { return }
    (isBegun ? Lanes(at: numbers + place) + term : term).store(at: numbers + place)
  }

  /// Contributes the output's gradient unchanged.
  public func contribute(_ gradient: UnsafeMutableBufferPointer<Real>) {
    if !isOutputGradient { contribute { gradient[$0] } }
  }

  /// The same place, to be added to.
  var begun: GradientSlot {
    GradientSlot(buffer: buffer, isBegun: true, isOutputGradient: isOutputGradient)
  }

  /// The place for some of the numbers.
  func part(_ range: Range<Int>) -> GradientSlot {
    GradientSlot(
      buffer: UnsafeMutableBufferPointer(rebasing: buffer[range]), isBegun: isBegun,
      isOutputGradient: isOutputGradient)
  }
}
