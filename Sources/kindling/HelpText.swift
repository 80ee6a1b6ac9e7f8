/// A command's help, taken apart: the one description of its options, from which completions, the manual page and
/// suggestions are made.
struct HelpText {
  /// A piece of help.
  enum Block {
    /// Lines of a paragraph.
    case text([String])
    /// How the command is called, a line a way.
    case usage([String])
    /// What a list of options, or of something else, is headed by.
    case heading(String)
    /// Lines that are printed as they are, such as examples.
    case verbatim([String])
    case option(Option)

    /// The option that it is.
    var option: Option? { if case .option(let option) = self { option } else { nil } }
  }

  /// An option as help describes it.
  struct Option {
    /// Its names, with dashes; the one that its line begins with first.
    var names: [String]
    /// What stands for its value; nil where it takes none.
    let value: String?
    /// What it does.
    var text: String
  }

  /// The pieces, in their order.
  private(set) var blocks: [Block] = []

  /// The options, each once, however often it is described.
  var options: [Option] {
    let all = blocks.compactMap(\.option)
    var seen: Set<String> = []
    return all.filter { seen.insert($0.names[0]).inserted }
  }

  /// The ways in which the command is called.
  var usage: [String] {
    blocks.flatMap { block in if case .usage(let lines) = block { return lines } else { return [] } }
  }

  init(_ text: String) {
    var isNew = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.isEmpty { add(line, isNew: isNew) }
      isNew = line.isEmpty
    }
    blocks = blocks.map { block in
      guard case .option(var option) = block else { return block }
      if option.text.hasSuffix("is the same"),
        let name = option.text.firstMatch(of: #/(--[a-z-]+) is the same$/#)?.1
      {
        option.names.append(String(name))
      }
      return .option(option)
    }
  }

  /// The first line of an option. A `Regex` can be shared by all, but does not say so.
  nonisolated(unsafe) private static let line =
    #/  (?:(-[a-z]), )?(--[a-z-]+)(?: ([A-Z][^ ]*))?(?: {2,}(.*))?/#

  /// - Parameter isNew: Whether a line without words stands before it.
  private mutating func add(_ line: Substring, isNew: Bool) {
    let words = line.drop { $0 == " " }
    let margin = line.count - words.count
    if margin == 2, words.hasPrefix("-"),
      let match = line.wholeMatch(of: Self.line)
    {
      let (_, short, name, value, text) = match.output
      let names = [String(name)] + (short.map { [String($0)] } ?? [])
      blocks.append(
        .option(Option(names: names, value: value.map { String($0) }, text: text.map { String($0) } ?? "")))
    } else if case .option(var option) = blocks.last, margin == Self.column {
      // A list within the text of an option has a margin of its own, and is no sentence.
      option.text += (option.text.isEmpty ? "" : " ") + words
      blocks[blocks.count - 1] = .option(option)
    } else if case .usage(let lines) = blocks.last, !isNew {
      blocks[blocks.count - 1] = .usage(lines + [String(words)])
    } else if words.hasPrefix(Self.usage) {
      blocks.append(.usage([String(words.dropFirst(Self.usage.count))]))
    } else if margin > 0 {
      if case .verbatim(let lines) = blocks.last {
        blocks[blocks.count - 1] = .verbatim(lines + [String(line)])
      } else {
        blocks.append(.verbatim([String(line)]))
      }
    } else if case .text(let lines) = blocks.last, !isNew {
      blocks[blocks.count - 1] = .text(lines + [String(line)])
    } else {
      blocks.append(line.hasSuffix(":") ? .heading(String(line.dropLast())) : .text([String(line)]))
    }
  }

  private static let usage = "usage: "

  /// Where the texts of options begin.
  private static let column = 23
}
