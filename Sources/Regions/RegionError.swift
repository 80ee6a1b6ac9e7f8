/// A network, plane, line or window on which regions cannot be counted: what says so, what was expected and what was
/// found.
public struct RegionError: Error, Equatable, CustomStringConvertible {
  /// The layer, parameter or field.
  public let name: String
  /// What it must be.
  public let expected: String
  /// What it is.
  public let found: String

  /// One line that names the layer or field, what was expected and what was found.
  public var description: String { "\(name): expected \(expected), found \(found)" }
}

/// Sees that numbers are finite, or names them.
func requireFinite(_ numbers: some Sequence<Double>, _ name: String) throws(RegionError) {
  if let number = numbers.first(where: { !$0.isFinite }) {
    throw RegionError(name: name, expected: "finite numbers", found: "\(number)")
  }
}

/// Sees that a vector has as many numbers as another.
func requireCount(_ count: Int, like expected: Int, _ name: String) throws(RegionError) {
  if count != expected {
    throw RegionError(name: name, expected: "\(expected) numbers", found: "\(count)")
  }
}
