/// A field of an experiment that is not as it must be: where it stands, what was expected, what was found.
public struct FieldError: Error, Hashable {
  /// The way to the field, such as `trial`, `architecture`, `depth`.
  public var path: [String]
  /// What was expected.
  public let expected: String
  /// What was found.
  public let found: String

  init(_ path: [String], expected: String, found: String) {
    self.path = path
    self.expected = expected
    self.found = found
  }

  init(_ path: [String], expected: String, found value: JSONValue?) {
    let text = value.map { if case .text(let text) = $0 { "'\(text)'" } else { $0.summary } } ?? "nothing"
    self.init(path, expected: expected, found: text)
  }

  /// The same, further down.
  func inside(_ place: String) -> FieldError {
    FieldError([place] + path, expected: expected, found: found)
  }
}

extension FieldError: CustomStringConvertible {
  /// One line; an index follows its list without a dot between, and what is no name stands apart.
  public var description: String {
    let place = path.enumerated().map { number, part in
      if number == 0 || part.hasPrefix("[") { return part }
      return (path[number - 1].contains(" ") ? ": " : ".") + part
    }.joined()
    return (place.isEmpty ? "" : "\(place): ") + "expected \(expected), found \(found)"
  }
}
