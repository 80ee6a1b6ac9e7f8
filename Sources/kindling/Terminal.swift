import Foundation

/// What standard output goes to.
struct Terminal {
  /// Whether somebody reads along.
  let isThere: Bool
  /// The characters of a line: those of the terminal, or as `COLUMNS` says; else 80.
  let width: Int
  /// The lines of the terminal; nil where there is none.
  let height: Int?
  /// Whether it shows colours, and nobody asks for none.
  let hasColour: Bool

  /// Standard output as it is now.
  static var current: Terminal {
    let environment = ProcessInfo.processInfo.environment
    let isThere = isatty(STDOUT_FILENO) == 1
    var size = winsize()
    let isKnown = isThere && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
    let columns = environment["COLUMNS"].flatMap { Int($0) } ?? (isKnown ? Int(size.ws_col) : 0)
    let hasColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return Terminal(
      isThere: isThere, width: columns > 0 ? columns : 80,
      height: isKnown && size.ws_row > 0 ? Int(size.ws_row) : nil, hasColour: isThere && hasColour)
  }
}
