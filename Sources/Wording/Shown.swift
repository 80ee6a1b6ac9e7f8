extension StringProtocol {
  /// The text as a message shows it: on one line, so much of it as a reader needs, and what cannot be seen
  /// written out.
  ///
  /// Control characters, line breaks and marks that turn the direction of writing are escaped as Swift
  /// escapes them; what is left out has a sign of its own.
  ///
  /// - Parameter most: How many characters (Unicode scalars) are kept.
  package func shown(_ most: Int = 80) -> String {
    if utf8.count <= most, utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(self) }
    var text = ""
    for (place, scalar) in unicodeScalars.enumerated() {
      if place == most { return text + "…" }
      if scalar.isSeen { text.unicodeScalars.append(scalar) } else { text += scalar.escape }
    }
    return text
  }

  /// The same between quotation marks: how a message repeats what somebody gave.
  package var quoted: String { "'\(shown())'" }
}

extension Unicode.Scalar {
  /// Whether it stands for something in a line; joiners do, within the signs that they join.
  fileprivate var isSeen: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
    case .format: value == 0x200C || value == 0x200D
    default: true
    }
  }

  fileprivate var escape: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(value, radix: 16, uppercase: true))}"
    }
  }
}
