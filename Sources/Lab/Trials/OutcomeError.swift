import Wording

/// An outcome that cannot be its trial's, as where a store was damaged or made by another program: what of
/// it, what was expected and what was found.
public struct OutcomeError: Error, Hashable, CustomStringConvertible {
  /// What of the outcome, such as `start`.
  public let part: String
  /// What was expected.
  public let expected: String
  /// What was found.
  public let found: String

  /// An error about a part of an outcome.
  public init(_ part: String, expected: String, found: some CustomStringConvertible) {
    self.part = part
    self.expected = expected
    self.found = found.description.shown()
  }

  /// One line.
  public var description: String { "\(part): expected \(expected), found \(found)" }

  /// Sees that a number lies where it must.
  ///
  /// - Throws: `OutcomeError` where it does not.
  static func require<Number: Comparable & CustomStringConvertible>(
    _ part: String, _ number: Number, in range: ClosedRange<Number>
  ) throws(OutcomeError) {
    if range.contains(number) { return }
    let isOne = range.lowerBound == range.upperBound
    throw OutcomeError(
      part, expected: isOne ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)",
      found: number)
  }
}
