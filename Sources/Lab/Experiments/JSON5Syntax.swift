import Foundation

/// Where a text stops being JSON5, which Foundation's decoder does not tell.
enum JSON5Syntax {
  /// The number of the first line, from 1, from which on nothing could make the text JSON5.
  ///
  /// The lines before it are JSON5 once their open braces, brackets and values are closed.
  static func faultyLine(of text: String) -> Int {
    let lines = text.components(separatedBy: "\n")
    var scan = Scan()
    var sound = 0
    var prefix = ""
    for (number, line) in lines.enumerated() {
      for character in line + "\n" { scan.read(character) }
      prefix += line + "\n"
      if let closing = scan.closing, JSONValue(json5: prefix + closing) != nil { sound = number + 1 }
    }
    // Blank lines are sound; the fault lies where something is written, or at the end.
    let next = lines.indices.first { $0 >= sound && !lines[$0].allSatisfy(\.isWhitespace) }
    return (next ?? max(0, lines.count - 1)) + 1
  }

  /// What is open after some characters.
  private struct Scan {
    private var open: [Character] = []
    private var state = State.plain
    private var last: Character = " "

    private enum State: Equatable {
      case plain
      case lineComment
      case comment
      case quoted(Character)
      case escaped(Character)
    }

    /// What closes all that is open; nil in the middle of a text or a comment.
    var closing: String? {
      state == .plain ? String(open.reversed()) : nil
    }

    mutating func read(_ character: Character) {
      defer { last = character }
      switch state {
      case .plain: readPlain(character)
      case .lineComment: if character.isNewline { state = .plain }
      case .comment: if last == "*", character == "/" { state = .plain }
      case .quoted(let quote):
        if character == "\\" { state = .escaped(quote) } else if character == quote { state = .plain }
      case .escaped(let quote): state = .quoted(quote)
      }
    }

    private mutating func readPlain(_ character: Character) {
      switch character {
      case "{": open.append("}")
      case "[": open.append("]")
      case "}", "]": if open.last == character { open.removeLast() }
      case "\"", "'": state = .quoted(character)
      case "/" where last == "/": state = .lineComment
      case "*" where last == "/": state = .comment
      default: break
      }
    }
  }
}
