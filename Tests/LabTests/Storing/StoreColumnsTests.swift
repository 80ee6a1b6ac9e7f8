import Forms
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

/// The view of a store's trials, and what is exported where there is none.
@Suite struct StoreColumnsTests {
  private let folder: TemporaryDirectory
  private let file: URL

  init() throws {
    folder = try TemporaryDirectory()
    file = URL(fileURLWithPath: folder["runs.db"])
  }

  private func exported(_ store: Store) throws -> [[JSONValue?]] {
    var rows: [[JSONValue?]] = []
    try store.forEachTrial(in: .all) { rows.append($0.columnValues) }
    return rows
  }

  /// The view's rows behind what runs are listed with.
  private func viewed(_ store: Store) throws -> [[DatabaseValue]] {
    let names = TrialColumns.all.names.map { "\"\($0)\"" }.joined(separator: ", ")
    return try store.database.query("SELECT \(names) FROM trials ORDER BY run DESC")
  }

  private func fill(_ store: Store) throws {
    for (seed, rate) in [0.1 + 0.2, 0.0031622776601683794, 1e-7, Double.leastNonzeroMagnitude].enumerated() {
      var trial = Sample.trial(UInt64(seed))
      trial.optimizer = .sgd(SGD(rate: rate))
      try store.add(.init(start: .started(epoch: 1), epochs: [], death: nil), of: trial, from: Sample.origin)
    }
    var summary = LengthSummary()
    summary.add(1 / 3.0)
    try store.add(
      .init(layers: [summary], layerVariance: summary), of: LengthTrial.standard, from: Sample.origin)
  }

  @Test func theViewHasEveryNumberToTheLastBit() throws {
    let store = try Store(file)
    try fill(store)
    let column = try #require(TrialColumns.all.names.firstIndex(of: "optimizer.rate"))
    #expect(
      try viewed(store).map { $0[column].real } == [
        nil, Double.leastNonzeroMagnitude, 1e-7, 0.0031622776601683794, 0.1 + 0.2,
      ])
    #expect(try exported(store).map { $0[column]?.number } == viewed(store).map { $0[column].real })
  }

  /// The fixture was written by the first program that had stores.
  @Test func anOldStoreGetsTheView() throws {
    let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../StorageTests/Fixtures/version-1.db")
    try FileManager.default.copyItem(at: fixture, to: file)
    let store = try Store(reading: file)
    try store.completeTrials()
    let found = try store.database.query(
      """
      SELECT run, "architecture.depth", "optimizer.rate", "criterion.epochLimit", data, depth FROM trials
      """)
    #expect(found.count == 12)
    #expect(found.allSatisfy { $0[1] == $0[5] && $0[2] == .real(0.01) })
    #expect(found.count { $0[3] == .integer(40) } == 4 && found.count { $0[3] == .integer(1) } == 8)
    #expect(found.allSatisfy { $0[4] == .text("synthetic") })
    #expect(try exported(store).count == 12)
  }

  /// What another version has laid out, and what is not there at all, is made as it is read.
  @Test func whatIsExportedNeedsNoView() throws {
    var store = try Store(file)
    try fill(store)
    let rows = try exported(store)
    try store.database.execute("DELETE FROM trial WHERE run = 2")
    #expect(try exported(store) == rows)
    try store.layOut(["of.another.version"])
    #expect(try exported(store) == rows)
    #expect(try store.columns() == ["of.another.version"])
    // A store that is opened anew is brought to this version's form.
    store = try Store(reading: file)
    #expect(try exported(store) == rows)
    #expect(try store.columns() == TrialColumns.all.names)
    #expect(try viewed(store).count == 5)
  }

  @Test func whatWasMergedIsInTheViewToo() throws {
    try fill(Store(file))
    let other = try Store(URL(fileURLWithPath: folder["other.db"]))
    try other.add(.init(start: .censored(epoch: 1), epochs: []), of: Sample.trial(99), from: Sample.origin)
    _ = try other.merge(file)
    let merged = try Store(other.file)
    try merged.completeTrials()
    #expect(try viewed(merged).count == 6)
    let column = try #require(TrialColumns.all.names.firstIndex(of: "architecture.kind"))
    #expect(try viewed(merged).allSatisfy { $0[column] == .text("fc") })
  }

  /// A run whose trial nobody can read is told of, and keeps no other from the view.
  @Test func aDamagedRunIsNamed() throws {
    let store = try Store(file)
    try fill(store)
    try store.database.execute("UPDATE run SET identity = '{' WHERE id = 3; DELETE FROM trial")
    let again = try Store(file)
    try again.completeTrials()
    #expect(try again.database.query("SELECT count(*) FROM trial") == [[.integer(4)]])
    #expect { _ = try exported(again) } throws: { "\($0)".contains("damaged: run 3 is not of the form") }
  }
}
