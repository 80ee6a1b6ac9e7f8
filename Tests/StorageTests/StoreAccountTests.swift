import Foundation
import Storage
import TestSupport
import Testing
import Training

@Suite struct StoreAccountTests {
  private let folder: TemporaryDirectory
  private let store: Store

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  @Test func anEmptyStoreHasNothingToTell() throws {
    let account = try store.account()
    #expect(account.runs == 0)
    #expect(account.seconds == 0)
    #expect(account.counts.isEmpty && account.environments.isEmpty && account.datasets.isEmpty)
  }

  @Test func runsAreCountedByTheirEndTheirMachineAndTheirData() throws {
    let fates: [Start] = [.started(epoch: 7), .started(epoch: 8), .censored(epoch: 100), .diverged(step: 3)]
    for (seed, start) in fates.enumerated() {
      var origin = Sample.origin
      if seed == 3 { origin.provenance.jobs = 9 }
      origin.finished += Double(seed)
      try store.add(.init(start: start, epochs: []), of: Sample.trial(UInt64(seed)), from: origin)
    }
    try store.addLengths()

    let account = try store.account()
    #expect(account.runs == 5)
    #expect(account.seconds == 7.5)
    let counts = account.counts.map { "\($0.kind) \($0.dataset ?? "none") \($0.result.rawValue) \($0.runs)" }
    #expect(
      counts == [
        "lengths none measured 1", "start mnist censored 1", "start mnist diverged 1",
        "start mnist started 2",
      ])
    #expect(account.environments.map(\.runs) == [4, 1])
    #expect(account.environments.map(\.provenance.jobs) == [3, 9])
    #expect(account.environments[0].finished == "2001-09-09T01:46:40Z"..."2001-09-09T01:46:42Z")
    #expect(account.datasets.map(\.name) == ["mnist"])
    #expect(account.datasets[0].files == Sample.origin.sources)
    #expect(account.datasets[0].runs == 4)
  }

  @Test func aRowOfAnotherFormIsNamed() throws {
    try store.add(.init(start: .diverged(step: 1), epochs: []), of: Sample.trial(1), from: Sample.origin)
    try store.database.execute("UPDATE environment SET facts = '{}'")
    #expect(throws: StoreError.self) { try store.account() }
  }
}
