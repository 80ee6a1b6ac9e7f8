import Wording

/// What may stand on a command line after a command's name, for the completions of any shell.
struct Completion {
  /// The command's name.
  let name: String
  /// What it does.
  let summary: String
  /// Its own options, and those of every command.
  let options: [HelpText.Option]
  /// The words that may stand after it, beside files.
  let words: [String]
  /// Whether files may stand after it.
  let takesFiles: Bool

  /// All commands that help lists.
  static let all: [Completion] = {
    let common = HelpText(Kindling.help).options
    let commands = Commands.all.map { command in
      let help = HelpText(command.help)
      return Completion(
        name: command.name, summary: command.summary, options: help.options + common, words: command.words,
        takesFiles: help.usage.contains { $0.contains(#/STORE|FILE|PATH/#) })
    }
    let others = Commands.lines.filter { line in !commands.contains { $0.name == line.name } }
    return commands
      + others.map { name, summary in
        Completion(
          name: name, summary: summary, options: [], words: name == "help" ? commands.map(\.name) : [],
          takesFiles: false)
      }
  }()
}

extension HelpText.Option {
  /// What it does, in so few words as fit beside its name in a list.
  var summary: String {
    let clause = text.prefix { $0 != ";" }
    let end = clause.firstRange(of: " (default")?.lowerBound ?? clause.endIndex
    let short = clause[..<end]
    return short.count <= 70 ? String(short) : short.prefix(69).trimmingSuffix { $0 != " " } + "…"
  }

  /// Whether it may be given several times.
  var isRepeated: Bool { text.contains("several times") }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = String(self)
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
