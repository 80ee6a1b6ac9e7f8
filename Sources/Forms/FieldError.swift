import Wording

/// A field that is not as it must be: where it stands, what was expected, what was found.
public struct FieldError: Error, Hashable {
  /// The way to the field, such as `trial`, `architecture`, `depth`.
  public var path: [String]
  /// What was expected.
  public let expected: String
  /// What was found.
  public let found: String

  /// An error that tells both in so many words as they are given; what people gave is `quoted` or `shown` in
  /// them.
  package init(_ path: [String], expected: String, found: String) {
    self.path = path
    self.expected = expected
    self.found = found
  }

  /// An error that tells the value that was found, or that there was none.
  package init(_ path: [String], expected: String, found value: JSONValue?) {
    let text = value.map { if case .text(let text) = $0 { text.quoted } else { $0.summary.shown() } }
    self.init(path, expected: expected, found: text ?? "nothing")
  }

  /// The same, further down.
  package func inside(_ place: String) -> FieldError {
    FieldError([place] + path, expected: expected, found: found)
  }
}

extension FieldError: CustomStringConvertible {
  /// One line; an index follows its list without a dot between, and what is no name stands apart.
  public var description: String {
    let place = path.enumerated().map { number, part in
      let text = part.shown(200)
      if number == 0 || part.hasPrefix("[") { return text }
      return (path[number - 1].contains(" ") ? ": " : ".") + text
    }.joined()
    return (place.isEmpty ? "" : "\(place.shown(400)): ") + "expected \(expected), found \(found)"
  }
}
