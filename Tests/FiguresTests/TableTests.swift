import Figures
import Testing

@Suite struct TableTests {
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
