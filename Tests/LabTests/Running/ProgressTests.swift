import Lab
import Testing

@Suite struct ProgressTests {
  @Test(arguments: [
    (0, "0 s"), (59.4, "59 s"), (61, "1 min 1 s"), (7265, "2 h 1 min"), (.nan, "0 s"), (-1e300, "0 s"),
    (.infinity, "277777777777 h 46 min"),
  ])
  func aTimeIsToldInUnitsThatFit(seconds: Double, text: String) {
    #expect(Progress.text(seconds) == text)
  }
}
