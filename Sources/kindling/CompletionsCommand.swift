import Wording

/// `kindling completions`: what a shell needs to complete command lines.
enum CompletionsCommand: Command {
  static let name = "completions"
  static let multiplies = false
  static let summary = "print the completions of command lines for a shell"
  static let help = """
    kindling completions: print the completions of command lines for a shell, as 'make install' puts them in place

    usage: kindling completions SHELL

    SHELL is \(words.alternatives).

    examples:
      source <(kindling completions bash)
      kindling completions zsh > ~/.zfunc/_kindling
      kindling completions fish > ~/.config/fish/completions/kindling.fish

    """

  static let words = ["bash", "zsh", "fish"]

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let word = try arguments.word()
    try arguments.finish()
    let lines =
      switch word {
      case "bash": BashCompletions.lines
      case "zsh": ZshCompletions.lines
      case "fish": FishCompletions.lines
      default:
        throw UsageError("completions: expected one of bash, zsh, fish, found \(word?.quoted ?? "nothing")")
      }
    try Output.line(lines.joined(separator: "\n"))
  }
}
