import Figures
import Testing

@Suite struct TableTests {
  @Test func noNameBreaksALine() {
    var table = Table("two\nlines", columns: [.words("na\u{1B}[2Jme"), .numbers("b\nc")])
    table.append(["x\ny", "1"])
    #expect(table.text.split(separator: "\n").count == 4)
    #expect(!table.text.contains("\u{1B}") && table.text.contains("x\\ny"))
  }

  @Test func columnsAreAlignedAndGroupsParted() {
    var table = Table("Title", columns: [.words("name"), .numbers("value")])
    table.append(["a", "1"])
    table.append(["a", "22"])
    table.append(["longer", "333"])
    table.notes = ["A note."]
    #expect(
      table.text == """
        Title

        name    value
        ──────  ─────
        a           1
        a          22

        longer    333

        A note.

        """)
  }
}
