import Figures
import Lab
import Network
import Testing
import Training

@Suite struct StartTableTests {
  private func outcome(_ start: Start) -> StartTrial.Outcome {
    StartTrial.Outcome(start: start, epochs: [])
  }

  @Test func censoredRunsAreCountedAndNeverAveraged() {
    let summary = StartSummary(
      [.started(epoch: 2), .censored(epoch: 10), .started(epoch: 4), .diverged(step: 3)].map(outcome),
      epochLimit: 10)
    #expect(summary.mean == 3)
    #expect(summary.deviation == (2.0).squareRoot())
    #expect(summary.censored == 1)
    #expect(summary.diverged == 1)
    #expect(summary.text == "3.0 ± 1.4")
  }

  @Test func whereNoneStartedThereIsNoMean() {
    #expect(StartSummary([outcome(.censored(epoch: 10))], epochLimit: 10).text == "> 10")
    #expect(StartSummary([outcome(.diverged(step: 3))], epochLimit: 10).text == "diverged")
    #expect(StartSummary([outcome(.censored(epoch: 10))], epochLimit: 10).mean == nil)
  }

  @Test func aGroupIsARow() {
    let groups = [10, 20].map { depth in
      StartGroup(
        points("he-normal", "\(depth)"), StartTrial.standard,
        (depth == 10
          ? [Start.started(epoch: 1), .started(epoch: 3)] : [.censored(epoch: 100), .started(epoch: 2)])
          .map(outcome))
    }
    let table = StartTable(["initialisation", "depth"], groups)
    #expect(
      table.table("Starts").rows.map { $0.joined(separator: "|") } == [
        "he-normal|10|2.0 ± 1.4|1|2|0|0", "he-normal|20|2.0|2|1|1|0",
      ])
    #expect(table.csv.text.contains("mnist,he-normal,20,100,2.0,,2.0,1,1,0"))
  }
}
