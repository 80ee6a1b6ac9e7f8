import Foundation
import Testing
import Wording

@Suite struct ShellWordTests {
  @Test func plainWordsStayAsTheyAre() {
    for word in ["--jobs", "/a/b_c.db", "depth=5,10", "50%"] { #expect(shellWord(word) == word) }
  }

  /// A shell prints each as it was.
  @Test(arguments: ["", "two words", "it's", "$HOME `x` \"y\" \\", "a\nb", "*?~;&|<>(){}[]#!", "é"])
  func othersComeBackFromAShell(word: String) throws {
    let process = Process(), output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "printf %s \(shellWord(word))"]
    process.standardOutput = output
    try process.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(printed == word)
  }
}
