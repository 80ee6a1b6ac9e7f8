/// The completions that bash reads.
enum BashCompletions {
  /// The lines of the script, made from what help says.
  static var lines: [String] {
    [opening] + Completion.all.flatMap(values)
      + [
        "  esac",
        "  local options= words=",
        "  case $command in",
      ] + Completion.all.map(choices)
      + [
        """
          esac
          if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
          else
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word"; [[ $takes_files ]] && compgen -f -- "$word")
          fi
        }
        complete -o filenames -F _kindling kindling
        """
      ]
  }

  /// Bash cuts words at = and : too.
  private static let opening = """
    # Completions of kindling for bash, made by 'kindling completions bash'.
    _kindling() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} takes_files=
      COMPREPLY=()
      if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W '\(Completion.all.map(\.name).joined(separator: " ")) --help --version' -- "$word")
        return
      fi
      if [[ $word == = ]]; then
        word=
      elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
      fi
      case $command,$before in
    """

  /// What is offered after the options of a command that take values.
  private static func values(_ command: Completion) -> [String] {
    command.options.filter { $0.value != nil }.map { option in
      let patterns = option.names.map { "\(command.name),\($0)" }.joined(separator: "|")
      let offer =
        switch OptionValues.offer(after: option) {
        case .names(let names):
          #"mapfile -t COMPREPLY < <(compgen -W '\#(names.joined(separator: " "))' -- "$word")"#
        case .lists(let names):
          #"local first=; [[ $word == *,* ]] && first=${word%,*},; "#
            + #"mapfile -t COMPREPLY < <(compgen -P "$first" -W '\#(names.joined(separator: " "))' -- "${word##*,}")"#
        case .files: #"mapfile -t COMPREPLY < <(compgen -f -- "$word")"#
        case .folders: #"mapfile -t COMPREPLY < <(compgen -d -- "$word")"#
        case .free: ":"
        }
      return "    \(patterns)) \(offer); return ;;"
    }
  }

  /// The options and words of a command.
  private static func choices(_ command: Completion) -> String {
    let options = command.options.flatMap(\.names).joined(separator: " ")
    return "    \(command.name)) options='\(options)' words='\(command.words.joined(separator: " "))'"
      + " takes_files=\(command.takesFiles ? "1" : "") ;;"
  }
}
