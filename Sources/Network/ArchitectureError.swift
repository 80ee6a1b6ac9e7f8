/// An architecture that cannot be built: which field says so, what was expected and what was found.
public struct ArchitectureError: Error, Equatable, CustomStringConvertible {
  /// The field's name.
  public let field: String
  /// What the field must be.
  public let expected: String
  /// What it is.
  public let found: String

  /// An error about a field.
  public init(field: String, expected: String, found: String) {
    self.field = field
    self.expected = expected
    self.found = found
  }

  /// One line that names the field, what was expected and what was found.
  public var description: String {
    "\(field): expected \(expected), found \(found)"
  }
}

/// Sees that a field that counts something is positive, and no larger than products of three such fields can bear.
func requireCount(_ value: Int, _ field: String) throws(ArchitectureError) {
  if !(1...1_000_000).contains(value) {
    throw ArchitectureError(field: field, expected: "1 to 1000000", found: "\(value)")
  }
}
