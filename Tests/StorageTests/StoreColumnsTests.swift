import Foundation
import Storage
import TestSupport
import Testing

/// The table that holds trials column by column, and its view.
@Suite struct StoreColumnsTests {
  private let folder: TemporaryDirectory
  private let store: Store

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  private func add(_ seed: UInt64, _ cells: [DatabaseValue] = []) throws {
    let trial = Sample.trial(seed)
    try store.add(
      "{}", of: trial.identity, trial.labels, .started(epoch: 3), [], from: Sample.origin, cells: cells)
  }

  @Test func theViewShowsRunsWithTheirColumns() throws {
    try store.layOut(["a.b", "a \"c\""])
    try add(.max, [.real(0.5), .text("x")])
    try add(2, [.null, .integer(1)])
    let rows = try store.database.query(
      #"SELECT run, kind, seed, epoch, "a.b", "a ""c""" FROM trials ORDER BY run"#)
    #expect(
      rows == [
        [.integer(1), .text("start"), .text("\(UInt64.max)"), .integer(3), .real(0.5), .text("x")],
        [.integer(2), .text("start"), .integer(2), .integer(3), .null, .integer(1)],
      ])
    // It stays, and the store opens with it.
    #expect(try Store(store.file).count() == 2)
    try store.layOut(["a.b", "a \"c\""])
    #expect(try store.database.query("SELECT count(*) FROM trial") == [[.integer(2)]])
  }

  @Test func missingRowsAreFilledInBehindTheLast() throws {
    for seed in 1...2500 { try add(UInt64(seed)) }
    try store.layOut(["x"])
    #expect(try !store.isComplete(["x"]))
    var settings: Set<String> = []
    var calls = 0
    try store.fill { kind, setting, outcome in
      calls += 1
      settings.insert("\(kind) \(setting) \(outcome)")
      return [.integer(Int64(calls))]
    }
    #expect(settings == [#"start {"depth":10,"initialization":"he-normal"} {}"#])
    #expect(calls == 2500)
    #expect(try store.isComplete(["x"]) && !store.isComplete(["y"]))
    try add(9999)
    try store.fill { _, _, _ in [.integer(7)] }
    #expect(
      try store.database.query("SELECT sum(x = 7), count(*) FROM trials") == [[.integer(2), .integer(2501)]])
  }

  @Test func otherColumnsMakeItAnew() throws {
    try store.layOut(["x"])
    try add(1, [.integer(5)])
    try store.layOut(["y", "x"])
    #expect(try store.columns() == ["y", "x"])
    #expect(try store.database.query("SELECT run, x, y FROM trials") == [[.integer(1), .null, .null]])
  }

  @Test func rowsGoWithTheirRuns() throws {
    try store.layOut(["x"])
    try add(1, [.integer(5)])
    var filter = RunFilter()
    filter.kind = "start"
    try store.delete(filter)
    #expect(try store.database.query("SELECT count(*) FROM trial") == [[.integer(0)]])
  }
}
