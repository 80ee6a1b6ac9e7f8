import Forms
import Wording

/// An experiment that cannot be run as it is written: one line that names where it stands, the field, what was expected
/// and what was found.
public struct ExperimentError: Error, Hashable, CustomStringConvertible {
  /// One line.
  public let description: String

  package init(_ source: String, _ reason: String) {
    description = "\(source.shown(400)): \(reason.shown(2000))"
  }

  init(_ source: String, _ error: FieldError, under path: [String] = []) {
    self.init(source, "\(path.reversed().reduce(error) { $0.inside($1) })")
  }
}
