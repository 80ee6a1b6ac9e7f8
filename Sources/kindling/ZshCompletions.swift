import Wording

/// The completions that zsh reads.
enum ZshCompletions {
  /// The lines of the script, made from what help says.
  static var lines: [String] {
    [
      """
      #compdef kindling
      # Completions of kindling for zsh, made by 'kindling completions zsh'.
      _kindling() {
        if (( CURRENT == 2 )); then
          local -a commands=(
      """
    ] + Completion.all.map { "      " + shellWord("\($0.name):\(escaped($0.summary))") }
      + [
        """
            )
            _describe command commands
            return
          fi
          local command=$words[2]
          shift words
          (( CURRENT-- ))
          case $command in
        """
      ] + Completion.all.flatMap(arguments)
      + [
        """
          esac
        }
        if [[ $funcstack[1] == _kindling ]]; then _kindling "$@"; else compdef _kindling kindling; fi
        """
      ]
  }

  private static func arguments(_ command: Completion) -> [String] {
    var specifications = command.options.flatMap(specifications)
    let words = command.words.joined(separator: " ")
    switch (command.words.isEmpty, command.takesFiles) {
    case (false, true): specifications.append(#"*:word:{ compadd -- \#(words); _files }"#)
    case (false, false): specifications.append("*:word:(\(words))")
    case (true, true): specifications.append("*:file:_files")
    case (true, false): break
    }
    return ["    \(command.name))", "      _arguments \\"]
      + specifications.map { "        \(shellWord($0)) \\" } + ["        ;;"]
  }

  /// An option under each of its names, each of which excludes the others.
  private static func specifications(_ option: HelpText.Option) -> [String] {
    option.names.map { name in
      let others =
        option.isRepeated ? "*" : option.names.count > 1 ? "(\(option.names.joined(separator: " ")))" : ""
      guard let value = option.value else { return "\(others)\(name)[\(escaped(option.summary))]" }
      let action =
        switch OptionValues.offer(after: option) {
        case .names(let names): "(\(names.joined(separator: " ")))"
        // A space in front: the words are given as they are.
        case .lists(let names): " _values -s , \(value) \(names.joined(separator: " "))"
        case .files: "_files"
        case .folders: "_files -/"
        case .free: " "
        }
      let sign = name.hasPrefix("--") ? "=" : "+"
      return "\(others)\(name)\(sign)[\(escaped(option.summary))]:\(value.replacing(":", with: "")):\(action)"
    }
  }

  /// Text within a specification.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
      .replacing(":", with: "\\:")
  }
}
