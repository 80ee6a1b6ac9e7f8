import Testing
import Wording

@Suite struct AlternativesTests {
  @Test func wordsAreJoinedAsInASentence() {
    #expect(["a", "b", "c"].alternatives == "a, b or c")
    #expect(["a", "b"].alternatives == "a or b")
    #expect(["a"].alternatives == "a")
    #expect([].alternatives == "")
  }
}
