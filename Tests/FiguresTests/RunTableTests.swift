import Figures
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

@Suite struct RunTableTests {
  private let details: [RunDetails]

  /// A run that diverged, one that started, and one that nothing could start any more.
  init() throws {
    let folder = try TemporaryDirectory()
    let store = try Store(URL(fileURLWithPath: folder["runs.db"]))
    let epochs = [EpochRecord(epoch: 1, trainingLoss: 2.25, testLoss: 2.125, testAccuracy: 0.25)]
    for (seed, start) in [Start.diverged(step: 7), .started(epoch: 1), .censored(epoch: 100)].enumerated() {
      var trial = StartTrial.standard
      trial.seed = UInt64(seed)
      let origin = RunOrigin(
        provenance: .current(jobs: 2, environment: [:]), sources: [], seconds: 0.25,
        finished: Date(timeIntervalSince1970: 0))
      try store.add(
        .init(
          start: start, epochs: seed == 0 ? [] : epochs, death: seed == 2 ? 1 : nil,
          settled: seed == 1 ? [Self.scaling] : nil), of: trial, from: origin)
    }
    details = try [1, 2, 3].compactMap { try store.details($0) }
  }

  private static let scaling = {
    var scaling = LayerScaling(layer: "hidden7")
    for _ in 0..<3 { scaling.multiply(by: 0.5) }
    return scaling
  }()

  @Test func divergenceIsNamedAndNeverANumber() {
    let runs = details.map(\.run)
    let lines = [CSV.line(StoredRun.fields)] + runs.map { CSV.line($0.values) }
    #expect(
      lines.joined() == """
        run,kind,dataset,initialization,depth,seed,result,epoch,step,seconds,finished
        1,start,mnist,he-normal,10,0,diverged,,7,0.25,1970-01-01T00:00:00Z
        2,start,mnist,he-normal,10,1,started,1,,0.25,1970-01-01T00:00:00Z
        3,start,mnist,he-normal,10,2,censored,100,,0.25,1970-01-01T00:00:00Z

        """)
    #expect(RunTable(runs).table("Runs").rows.map { $0[7] } == ["step 7", "epoch 1", "epoch 100"])
  }

  @Test func aSheetTellsWhereARunComesFrom() {
    let text = RunSheet(details[1]).text
    for part in [
      "started", "2.2500", "25.0 %", "kindling \(Release.version), revision unknown", "2 runs at a time",
    ] {
      #expect(text.contains(part))
    }
    #expect(RunSheet(details[0]).text.contains(#"outcome    {"epochs":[],"start":{"diverged":{"step":7}}}"#))
  }

  @Test func aSheetTellsWhatABatchMadeOfTheFirstWeights() {
    let sheets = details.map { RunSheet($0).text }
    let line = sheets[1].split(separator: "\n").first { $0.contains("hidden7") }
    #expect(line?.split(separator: " ") == ["hidden7", "0.1250", "3"])
    #expect(!sheets[0].contains("scaled by a batch") && !sheets[2].contains("scaled by a batch"))
  }

  @Test func aSheetSaysWhyARunEndedEarly() {
    let sheets = details.map { RunSheet($0).text }
    #expect(sheets[2].contains("why        the last hidden layer was 0 for every image in epoch 1"))
    #expect(!sheets[1].contains("why"))
  }
}
