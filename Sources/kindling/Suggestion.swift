import Wording

/// What somebody probably meant who gave a word that is none of those expected.
enum Suggestion {
  /// The end of a message; empty where no name is near.
  static func ending(for word: String, among names: some Sequence<String>) -> String {
    word.nearest(among: names).map { "; did you mean \($0)?" } ?? ""
  }

  /// A message that says what was expected and what was found, with what was probably meant: every such message lists
  /// the names that there are, whether it is of a command line or of a file.
  static func added(to message: String) -> String {
    guard let match = message.firstMatch(of: #/expected (.*), found '(.*)'$/#) else { return message }
    let isField = match.1.hasPrefix(fieldOf)
    let names = Self.names(in: match.1) + (isField ? SweepOptions.names : [])
    for part in match.2.split(separator: ",") where !names.contains(String(part)) {
      // Of a name with a number, such as leaky-relu:0.1, what stands before it.
      let word = part.prefix { $0 != ":" }
      let end = ending(for: String(word), among: names)
      if !end.isEmpty { return message + end }
    }
    return message
  }

  private static let fieldOf = "a field of "

  /// The names that a text lists; what has several words, or begins with no letter, is none.
  static func names(in text: some StringProtocol) -> [String] {
    String(text).replacing(fieldOf, with: "").replacing(#/one (or more )?of /#, with: "")
      .split(separator: #/, (?:or )?| or |: |; /#)
      .map { $0.prefix { $0 != ":" } }
      .filter { $0.wholeMatch(of: #/[A-Za-z][A-Za-z0-9.-]+/#) != nil }.map { String($0) }
  }
}
