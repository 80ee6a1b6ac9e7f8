import Datasets
import Foundation
import Randomness
import Storage
import Training
import Wording

/// Where a run in flight keeps its state, so that it goes on from its last epoch after whatever ended the program.
///
/// The state lies in a folder beside the store, in a file whose name tells the trial and the epoch. An older file goes
/// when the newer one is whole, so that a killed program always leaves one that is. Nothing waits for the disk: after a
/// failure of the machine itself, a file may be damaged, which its checksum shows, and the run starts over, as it does
/// where the file is another program's, another machine's or of other data.
public struct Checkpoint: Sendable {
  /// The state of the run when it was interrupted; nil for a run that begins.
  public let saved: TensorFile?
  /// How long the run had taken by then, in seconds.
  let secondsBefore: Double
  private let folder: URL
  private let name: String
  /// What must be the same for a run to go on.
  private let facts: [String: String]
  private let grace: Double
  private let began = ContinuousClock.now

  /// The folder of a store's checkpoints.
  package static func folder(beside store: URL) -> URL {
    URL(fileURLWithPath: store.path + "-checkpoints")
  }

  /// What must be the same of the program and the machine for a run to go on.
  package static func facts(of provenance: Provenance) throws -> String {
    var provenance = provenance
    // How many runs go on beside it changes no number.
    provenance.jobs = 0
    return try StoredJSON.encode(provenance)
  }

  /// The checkpoint of a trial.
  ///
  /// - Parameters:
  ///   - identity: The trial's.
  ///   - provenance: As `facts(of:)` has it.
  ///   - sources: The files of the trial's data.
  ///   - grace: How long a run lives, in seconds, before its state is worth keeping.
  package init(
    of kind: String, _ identity: String, in folder: URL, provenance: String, sources: [SourceFile],
    grace: Double
  ) {
    let facts = [
      "kind": kind, "trial": identity, "provenance": provenance,
      "data": sources.map(\.checksum.hex).joined(separator: " "),
    ]
    let name = Self.name(kind, identity)
    let saved = Self.files(named: name, in: folder).lazy.compactMap { Self.read($0, facts) }.first
    self.folder = folder
    self.name = name
    self.facts = facts
    self.grace = grace
    self.saved = saved
    let seconds = saved?.metadata["seconds"].flatMap { Double($0) } ?? 0
    secondsBefore = (0..<1e9).contains(seconds) ? seconds : 0
  }

  /// Keeps the state of the run at the end of an epoch, unless the run has only just begun.
  ///
  /// - Throws: `TensorFileError.unwritable`; the state before is kept then.
  public func keep(_ state: @autoclosure () -> [Tensor], epoch: Int) throws(TensorFileError) {
    let seconds = secondsBefore + (.now - began) / .seconds(1)
    guard seconds >= grace else { return }
    let tensors = state()
    var metadata = facts
    metadata["seconds"] = "\(seconds)"
    metadata["checksum"] = Checksum(of: tensors.map(\.bytes)).hex
    let file = file(epoch)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Self.write(TensorFile(file, tensors: tensors, metadata: metadata).encoded(), to: file)
    } catch {
      unlink(file.path)
      throw .unwritable(file.path, plainReason(error))
    }
    unlink(self.file(epoch - 1).path)
  }

  /// Removes what the trial's runs have left.
  func remove() { Self.remove(named: name, in: folder) }

  /// Removes what a trial's runs have left.
  package static func remove(_ kind: String, _ identity: String, in folder: URL) {
    remove(named: name(kind, identity), in: folder)
  }

  private static func remove(named name: String, in folder: URL) {
    for file in files(named: name, in: folder) { unlink(file.path) }
  }

  /// Removes the folder where nothing is in it.
  package static func removeFolder(_ folder: URL) {
    rmdir(folder.path)
  }

  /// The numbers of the trials that have a checkpoint, and when the newest was written; nil where there is none.
  package static func trials(in folder: URL) -> (numbers: Set<UInt64>, newest: Date?) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var numbers: Set<UInt64> = []
    var newest: Date?
    for name in names {
      guard let number = UInt64(name.prefix(16), radix: 16) else { continue }
      numbers.insert(number)
      // A file may be gone by now: its run has ended.
      let path = folder.appendingPathComponent(name).path
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let date = attributes?[.modificationDate] as? Date else { continue }
      newest = max(newest ?? date, date)
    }
    return (numbers, newest)
  }

  /// The number by which a trial is known in its files' names.
  static func number(_ kind: String, _ identity: String) -> UInt64 {
    stableHash("\(kind) \(identity)")
  }

  private static func name(_ kind: String, _ identity: String) -> String {
    let digits = String(number(kind, identity), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private func file(_ epoch: Int) -> URL {
    folder.appendingPathComponent("\(name)-\(epoch).safetensors")
  }

  /// The files of a run, the last epoch's first.
  private static func files(named name: String, in folder: URL) -> [URL] {
    // Short runs never make it, and there may be a million of them.
    guard access(folder.path, F_OK) == 0 else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix(name + "-") }
      .sorted { $0.compare($1, options: .numeric) == .orderedDescending }
      .map { folder.appendingPathComponent($0) }
  }

  /// A whole file of these facts; nil for any other.
  private static func read(_ file: URL, _ facts: [String: String]) -> TensorFile? {
    guard let read = try? TensorFile(reading: file),
      facts.allSatisfy({ read.metadata[$0.key] == $0.value }),
      read.metadata["checksum"] == Checksum(of: read.tensors.map(\.bytes)).hex
    else { return nil }
    return read
  }

  private static func write(_ bytes: Data, to file: URL) throws {
    // Another process may be reading a file of this name: it keeps its own.
    unlink(file.path)
    // Foundation would begin a file by another name, which nobody takes away where the process is killed just then.
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: bytes)
    try handle.close()
  }
}

extension Checkpoint: Probe {
  /// Only the state is read.
  public var readsActivations: Bool { false }

  /// Keeps the state of a run that goes on.
  public func epochEnded(in run: borrowing Trainer) throws {
    if run.end == nil { try keep(run.state(), epoch: run.records.count) }
  }
}
