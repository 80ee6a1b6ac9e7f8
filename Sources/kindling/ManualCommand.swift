/// `kindling man`: the manual page.
enum ManualCommand: Command {
  static let name = "man"
  static let multiplies = false
  static let summary = "print the manual page, for man"
  static let help = """
    kindling man: print the manual page, as 'make install' puts it in place

    usage: kindling man

    examples:
      kindling man | man -l -

    """

  static func run(_ arguments: Arguments) throws {
    try arguments.finish()
    try Output.write(ManualPage.text)
  }
}
