/// The completions that fish reads.
enum FishCompletions {
  /// The lines of the script, made from what help says.
  static var lines: [String] {
    [opening]
      + Completion.all.map {
        "complete -c kindling -n __kindling_begins -a \($0.name) -d \(quoted($0.summary))"
      }
      + Completion.all.flatMap { command in
        let condition = "complete -c kindling -n '__kindling_is \(command.name)'"
        let words =
          command.words.isEmpty ? [] : ["\(condition) -a \(quoted(command.words.joined(separator: " ")))"]
        let files = command.takesFiles ? ["\(condition) -F"] : []
        return words + files + command.options.map { "\(condition) \(flags($0)) -d \(quoted($0.summary))" }
      }
  }

  private static let opening = """
    # Completions of kindling for fish, made by 'kindling completions fish'.
    function __kindling_begins
      test (count (commandline -opc)) -eq 1
    end
    function __kindling_is
      set -l words (commandline -opc)
      test (count $words) -ge 2; and test "$words[2]" = $argv[1]
    end
    function __kindling_list
      set -l before (string match -r '.*,' -- (commandline -ct | string replace -r '^--[a-z-]+=' ''))
      printf '%s\\n' "$before"$argv
    end
    complete -c kindling -f
    """

  /// An option's names, and what is offered after it.
  private static func flags(_ option: HelpText.Option) -> String {
    let names = option.names.map { $0.hasPrefix("--") ? "-l \($0.dropFirst(2))" : "-s \($0.dropFirst())" }
    let offer: [String] =
      switch option.value.map({ _ in OptionValues.offer(after: option) }) {
      case nil: []
      case .names(let names): ["-x", "-a", quoted(names.joined(separator: " "))]
      case .lists(let names): ["-x", "-a", quoted("(__kindling_list \(names.joined(separator: " ")))")]
      case .files: ["-r", "-F"]
      case .folders: ["-x", "-a", quoted("(__fish_complete_directories)")]
      case .free: ["-x"]
      }
    return (names + offer).joined(separator: " ")
  }

  /// Fish knows a backslash within single quotes.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
