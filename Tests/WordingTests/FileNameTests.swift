import Foundation
import TestSupport
import Testing
import Wording

@Suite struct FileNameTests {
  @Test(arguments: [
    "fig1a", "regions-start", "0.75^l", "(i) 30, 10", "Größe", "sweep-20260101", "a.b_c+d=e@f", "深さ",
  ])
  func aPlainNameStays(name: String) {
    #expect(fileName(name) == name)
  }

  static let hostile = [
    "../outside", "mlp/he", "1/L", "1-L", "/etc/passwd", "", ".", "..", ".hidden", "-rf", "a/", "a", "a ",
    " a", "a.",
    "two\nlines", "nul\u{0}", "say \"no\"", "it's", "$HOME", "`x`", "a\\b", "a:b", "😀", "👩‍🔬", "a~1", "a*b?",
    String(repeating: "x", count: 300), String(repeating: "x", count: 301),
    String(repeating: "é", count: 300),
    "a" + String(repeating: "\u{301}", count: 500),
  ]

  /// Every text makes a file, in the folder that was meant, and two make two.
  @Test func everyTextMakesAFileOfItsOwn() throws {
    let folder = try TemporaryDirectory()
    let names = Self.hostile.map(fileName)
    #expect(Set(names).count == Self.hostile.count)
    for name in names {
      #expect(name.utf8.count <= 110 && !name.hasPrefix("-") && !name.hasPrefix("."))
      try folder.write([1], to: "\(name).vl.json")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count == Self.hostile.count)
  }

  @Test func whatIsKeptCanBeRead() {
    #expect(fileName("../outside").hasPrefix("outside~"))
    #expect(fileName("mlp/he").hasPrefix("mlp-he~"))
    #expect(fileName("sweep-1/L").hasPrefix("sweep-1-L~"))
    #expect(fileName("///").hasPrefix("file~"))
  }
}
