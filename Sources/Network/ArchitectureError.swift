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
