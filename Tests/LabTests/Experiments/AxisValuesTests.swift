import Lab
import Testing

/// Values on a command line are written out as a reader would.
@Suite struct AxisValuesTests {
  private func written(_ text: String, axis: String = "rate") throws -> [String] {
    var experiment = try Experiment(
      source: "test", name: "test", kind: .start, trial: .object([:]), axes: [], seeds: .independent(1))
    try experiment.vary(axis, over: AxisValues(text))
    return experiment.axes[0].points.map(\.label)
  }

  @Test(arguments: [
    ("5,10,20", ["5", "10", "20"]),
    ("0.1", ["0.1"]),
    ("5..20/5", ["5", "10", "15", "20"]),
    ("1..3", ["1", "2", "3"]),
    ("5..12/5", ["5", "10"]),
    ("0.1..0.5/0.1", ["0.1", "0.2", "0.3", "0.4", "0.5"]),
    ("log:0.001..1/4", ["0.001", "0.01", "0.1", "1"]),
    ("[30,10],[20]", ["[30,10]", "[20]"]),
  ])
  func textsAreWrittenOut(text: String, values: [String]) throws {
    #expect(try written(text) == values)
  }

  @Test func aLogRangeOfCountsIsWholeAndHasEachOnce() throws {
    #expect(try written("log:1..8/7", axis: "depth") == ["1", "2", "3", "4", "6", "8"])
  }

  @Test(arguments: [
    ("", "expected values such as 5,10,20"), ("5,,6", "expected values such as"),
    ("5..", "expected values such as"), ("a..b", "expected values such as"),
    ("1..2/3/4", "expected values such as"),
    ("log:1..10", "expected values such as"), ("log:5,6", "expected values such as"),
    ("10..5", "expected a range upwards"), ("5..10/0", "expected a range upwards"),
    ("5..10/-1", "expected a range upwards"), ("log:0..10/3", "expected two or more values upwards"),
    ("log:1..10/1", "expected two or more values upwards"), ("1..1e9", "expected at most 100000 values"),
    ("3,3", "expected different values, found '3' twice"),
  ])
  func whatMakesNoAxisIsRefused(text: String, message: String) {
    #expect { try written(text) } throws: { "\($0)".contains(message) }
  }
}
