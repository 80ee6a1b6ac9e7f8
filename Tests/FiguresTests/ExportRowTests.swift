import Figures
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

@Suite struct ExportRowTests {
  private let store: Store
  private let folder: TemporaryDirectory

  /// One run that started.
  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
    let epochs = [EpochRecord(epoch: 1, trainingLoss: 2.25, testLoss: 2.125, testAccuracy: 0.25)]
    let origin = RunOrigin(
      provenance: .current(jobs: 2, environment: [:]), sources: [], seconds: 0.25,
      finished: Date(timeIntervalSince1970: 0))
    try store.add(.init(start: .started(epoch: 1), epochs: epochs), of: StartTrial.standard, from: origin)
  }

  private func expectTheSame(_ row: some ExportRow) throws {
    let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(row))
    let object = try #require(encoded as? [String: NSObject])
    let values = zip(type(of: row).fields, row.values).compactMap { name, value in value.map { (name, $0) } }
    #expect(type(of: row).fields.count == row.values.count)
    #expect(object.mapValues { "\($0)" } == Dictionary(uniqueKeysWithValues: values).mapValues { "\($0)" })
  }

  @Test func csvAndJSONTellTheSame() throws {
    try expectTheSame(store.runs()[0])
    var epochs: [StoredEpoch] = []
    try store.forEachEpoch { epochs.append($0) }
    try expectTheSame(#require(epochs.first))
    #expect(CSV.line(epochs[0].values) == "1,1,2.25,2.125,0.25\n")
  }
}
