import Storage

/// The manual page, made from what help says of the program and of each command.
enum ManualPage {
  /// The page, in the language of `man`.
  static var text: String {
    var lines = [
      #".TH KINDLING 1 "" "kindling \#(Release.version)" "Kindling""#,
      ".SH NAME", #"kindling \- does a deep network start to train?"#,
      ".SH SYNOPSIS", ".B kindling", ".I COMMAND", #"[\fIOPTION\fR\&.\|.\|.]"#,
      ".SH DESCRIPTION", escaped(description),
      ".SH OPTIONS", "These are options of every command.",
    ]
    lines += HelpText(Kindling.help).options.flatMap(option)
    lines += [".SH COMMANDS"] + Commands.all.flatMap(command)
    lines += [".SH EXIT STATUS"]
    for status in Kindling.statuses { lines += [".TP", ".B \(status.code)", escaped(status.meaning)] }
    lines += [".SH ENVIRONMENT"]
    for (name, meaning) in variables { lines += [".TP", ".B \(name)", escaped(meaning)] }
    lines += [".SH FILES", ".TP", ".I results/runs.db", escaped(store)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What it reads of its environment.
  private static let variables = [
    ("KINDLING_DATA", "The folder that data sets are sought in first, a folder for each."),
    ("KINDLING_PYTHON", "A Python that has vl-convert, which draws pictures."),
    ("XDG_CACHE_HOME", "The folder that fetched data sets are kept in; ~/.cache where it is not set."),
    ("OPENBLAS_CORETYPE", "OpenBLAS's kernels, where they are to be others than those that it chooses."),
    ("NO_COLOR", "No colours on a terminal, where it is set."),
    ("COLUMNS", "The width of tables and bars."),
  ]

  private static let store =
    "The outcomes of all runs, from which an interrupted command goes on; --out names another folder."

  private static let description = """
    Given an architecture and an initialisation, it builds the network, trains it on real images, says whether and when \
    it begins to learn, and sets beside each measurement what theory says without building anything. It reproduces the \
    experiments of twelve papers.
    """

  /// What the lines of a command's help become.
  private static func command(_ command: any Command.Type) -> [String] {
    let help = HelpText(command.help)
    return [#".SS "kindling \#(command.name)""#]
      + help.blocks.flatMap { block in
        switch block {
        case .text(let lines):
          [".PP"] + lines.map { escaped($0.replacing("kindling \(command.name): ", with: "")) }
        case .usage(let lines): verbatim(lines)
        case .verbatim(let lines): verbatim(lines)
        case .heading(let text): [".PP", ".B \(escaped(text.prefix(1).uppercased() + text.dropFirst()))"]
        case .option(let option): self.option(option)
        }
      }
  }

  private static func option(_ option: HelpText.Option) -> [String] {
    let value = option.value.map { #" \fI\#(escaped($0))\fR"# } ?? ""
    return [
      ".TP", option.names.map { #"\fB\#(escaped($0))\fR\#(value)"# }.joined(separator: ", "),
      escaped(option.text),
    ]
  }

  private static func verbatim(_ lines: [String]) -> [String] {
    [".PP", ".nf"] + lines.map(escaped) + [".fi"]
  }

  /// Text in which nothing is taken for a request, and what is typed stays what it is.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: #"\e"#).replacing("-", with: #"\-"#)
      .replacing("'", with: #"\(aq"#).replacing("^", with: #"\(ha"#).replacing("~", with: #"\(ti"#)
    // Not every groff is told which encoding a page is in.
    let plain = text.unicodeScalars.map { scalar in
      if scalar.isASCII { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
    }.joined()
    return plain.hasPrefix(".") ? #"\&"# + plain : plain
  }
}
