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

/// The most that a field may count, and the most layers of a network: products of three such numbers are in the range of
/// `Int`.
private let most = 1_000_000

/// Sees that a field that counts something is positive, and no larger than products of three such fields can bear.
func requireCount(_ value: Int, _ field: String) throws(ArchitectureError) {
  if !(1...most).contains(value) {
    throw ArchitectureError(field: field, expected: "1 to \(most)", found: "\(value)")
  }
}

/// Sees that residual modules have no more layers in all than a network may have.
func requireLayers(modules: Int, layersPerModule: Int) throws(ArchitectureError) {
  try requireCount(modules, "modules")
  try requireCount(layersPerModule, "layersPerModule")
  if modules * layersPerModule > most {
    throw ArchitectureError(
      field: "layersPerModule", expected: "at most \(most) layers in all",
      found: "\(modules) modules of \(layersPerModule)")
  }
}
