import Datasets
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

@Suite struct CheckpointTests {
  private let directory: TemporaryDirectory
  private let folder: URL
  private let shelf: DataShelf

  init() throws {
    directory = try TemporaryDirectory()
    folder = Checkpoint.folder(beside: URL(fileURLWithPath: directory["runs.db"]))
    shelf = try DataShelf([.synthetic], from: DataSearch(places: []))
  }

  private static let rules: [Optimizer] = [.sgd(SGD(rate: 0.005)), momentum, .adam(Adam())]
  private static let momentum = Optimizer.sgd(SGD(rate: 0.005, momentum: 0.9))

  private func trial(
    seed: UInt64 = 1, rule: Optimizer = momentum, _ named: PopularInitialization = .heNormal
  ) -> StartTrial {
    StartTrial(
      data: .synthetic, architecture: .fullyConnected(FullyConnected(.constant, depth: 3, widths: [10])),
      initialization: named.initialization, seed: seed,
      optimizer: rule, criterion: StartCriterion(accuracy: 2, epochLimit: 4))
  }

  /// The checkpoint as the runner makes it, for a run of any length.
  private func checkpoint(
    _ trial: StartTrial, grace: Double = 0, sources: [SourceFile] = [], revision: String = "a"
  ) throws -> Checkpoint {
    let provenance = Provenance.current(jobs: 2, environment: ["KINDLING_REVISION": revision])
    return try Checkpoint(
      of: StartTrial.kind, trial.identity, in: folder, provenance: Checkpoint.facts(of: provenance),
      sources: sources,
      grace: grace)
  }

  private func remove(_ trial: StartTrial) throws {
    Checkpoint.remove(StartTrial.kind, try trial.identity, in: folder)
  }

  /// What a run that dies at the end of an epoch leaves behind.
  private func interrupt(_ trial: StartTrial, after epochs: Int) throws {
    let checkpoint = try checkpoint(trial)
    var trainer = try trial.trainer(on: shelf[.synthetic])
    for epoch in 1...epochs {
      _ = try trainer.runEpoch()
      try checkpoint.keep(trainer.state(), epoch: epoch)
    }
  }

  private var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test(arguments: rules) func resumedIsUninterruptedAtEveryEpoch(rule: Optimizer) throws {
    let trial = trial(rule: rule)
    let whole = try trial.run(on: shelf)
    #expect(try trial.run(on: shelf, keeping: checkpoint(trial)) == whole)
    for epoch in 1...4 {
      try remove(trial)
      try interrupt(trial, after: epoch)
      #expect(files.count == 1)
      let resumed = try checkpoint(trial)
      #expect(resumed.saved != nil)
      #expect(try trial.run(on: shelf, keeping: resumed) == whole)
    }
    try remove(trial)
    Checkpoint.removeFolder(folder)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func whatABatchMadeOfTheFirstWeightsIsToldAfterwardsToo() throws {
    let trial = trial(.lsuv)
    let whole = try trial.run(on: shelf)
    #expect(whole.settled?.map(\.layer) == ["hidden1", "hidden2", "hidden3", "output"])
    try interrupt(trial, after: 2)
    let resumed = try checkpoint(trial)
    #expect(resumed.saved != nil)
    #expect(try trial.run(on: shelf, keeping: resumed) == whole)
  }

  @Test func aRunGoesOnFromItsCheckpointAndFromNoOther() throws {
    let (trial, other) = (trial(seed: 1), trial(seed: 2))
    var trainer = try other.trainer(on: shelf[.synthetic])
    _ = try trainer.runEpoch()
    // The other run's state, kept as if it were this one's, shows in the outcome: it really is gone on from.
    try checkpoint(trial).keep(trainer.state(), epoch: 1)
    let mixed = try trial.run(on: shelf, keeping: checkpoint(trial))
    #expect(mixed.epochs.first == trainer.records.first)
    #expect(try checkpoint(other).saved == nil)
    #expect(try mixed != trial.run(on: shelf))
  }

  @Test func whatIsDamagedTornOrForeignIsIgnored() throws {
    let trial = trial()
    let whole = try trial.run(on: shelf)
    try interrupt(trial, after: 2)
    let name = try #require(files.first)
    let file = folder.appendingPathComponent(name)
    let sound = try Data(contentsOf: file)
    var spoilt = sound
    spoilt[sound.count - 5] ^= 1
    var wrongHeader = sound
    wrongHeader[20] ^= 0x10
    for bytes in [spoilt, wrongHeader, sound.prefix(sound.count / 2), sound.prefix(3), Data()] {
      try bytes.write(to: file)
      let ignored = try checkpoint(trial)
      #expect(ignored.saved == nil)
      #expect(try trial.run(on: shelf, keeping: ignored) == whole)
      try remove(trial)
      #expect(files.isEmpty)
    }
    try sound.write(to: file)
    #expect(try checkpoint(trial).saved != nil)
    #expect(try checkpoint(trial, revision: "b").saved == nil)
    let source = SourceFile(path: "/data/a", byteCount: 1, checksum: Checksum(of: [1]))
    #expect(try checkpoint(trial, sources: [source]).saved == nil)
    // Another trial's file under this one's name, as if their hashes were the same.
    let other = self.trial(seed: 2)
    try remove(trial)
    try interrupt(other, after: 2)
    try FileManager.default.moveItem(
      at: folder.appendingPathComponent(try #require(files.first)), to: file)
    #expect(try checkpoint(trial).saved == nil)
  }

  @Test func aTornNewerFileLeavesTheOlderOne() throws {
    let trial = trial()
    try interrupt(trial, after: 2)
    let older = try #require(files.first)
    #expect(older.hasSuffix("-2.safetensors"))
    let newer = older.replacingOccurrences(of: "-2.", with: "-10.")
    try Data([1, 2, 3]).write(to: folder.appendingPathComponent(newer))
    #expect(try checkpoint(trial).saved?.file.lastPathComponent == older)
    #expect(try trial.run(on: shelf, keeping: checkpoint(trial)) == trial.run(on: shelf))
    try remove(trial)
    #expect(files.isEmpty)
  }

  @Test func trialsUnderWayAreCountedByTheirFiles() throws {
    #expect(Checkpoint.trials(in: folder).numbers.isEmpty)
    for seed: UInt64 in [1, 2] { try interrupt(trial(seed: seed), after: 1) }
    // For a moment a trial has two files.
    let newer = try #require(files.first).replacingOccurrences(of: "-1.", with: "-2.")
    try Data().write(to: folder.appendingPathComponent(newer))
    let (numbers, newest) = Checkpoint.trials(in: folder)
    #expect(numbers.count == 2)
    #expect(try #require(newest).timeIntervalSinceNow > -60)
    try remove(trial(seed: 1))
    #expect(Checkpoint.trials(in: folder).numbers.isSubset(of: numbers))
    #expect(Checkpoint.trials(in: folder).numbers.count == 1)
  }

  @Test func aRunThatHasOnlyBegunKeepsNothing() throws {
    let trial = trial()
    _ = try trial.run(on: shelf, keeping: checkpoint(trial, grace: 3600))
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func whatCannotBeWrittenIsOneErrorAndKeepsTheStateBefore() throws {
    let trial = trial()
    try interrupt(trial, after: 1)
    let before = files
    // A folder where the next file should be stands in for any failure to write.
    let next = try #require(before.first).replacingOccurrences(of: "-1.", with: "-2.")
    let place = folder.appendingPathComponent(next)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
    let resumed = try checkpoint(trial)
    #expect { try trial.run(on: shelf, keeping: resumed) } throws: { error in
      guard case .unwritable(let path, _)? = error as? TensorFileError else { return false }
      return path == place.path
    }
    #expect(files == before + [next])
    #expect(try checkpoint(trial).saved != nil)
  }
}
