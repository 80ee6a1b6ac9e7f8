import Testing
import Wording

@Suite struct CountedTests {
  @Test func oneIsOne() {
    #expect([0, 1, 2].map { counted($0, "run") } == ["0 runs", "1 run", "2 runs"])
  }
}
