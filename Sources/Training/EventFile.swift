import Datasets
import Foundation
import Wording

/// A TensorBoard event file of one run, which TensorBoard can follow while it grows.
///
/// Each event goes to the file whole and at once. The fields' numbers are those of TensorFlow's `event.proto`,
/// `summary.proto` and `tensor.proto`.
public struct EventFile {
  /// Where the file lies: `events.out.tfevents.SECONDS.HOST.PROCESS`, as TensorBoard expects it.
  public let path: String
  private let handle: FileHandle

  /// Begins a file in a folder, which is made where there is none.
  ///
  /// - Throws: `DataError.unwritable`.
  public init(in folder: URL) throws(DataError) {
    let process = ProcessInfo.processInfo
    let seconds = Int(Date().timeIntervalSince1970)
    let url = folder.appendingPathComponent(
      "events.out.tfevents.\(seconds).\(fileName(process.hostName)).\(process.processIdentifier)")
    path = url.path
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data().write(to: url, options: .withoutOverwriting)
      handle = try FileHandle(forWritingTo: url)
    } catch {
      throw .unwritable(file: path, reason: plainReason(error))
    }
    try write(step: 0) { $0.add("brain.Event:2", as: 3) }
  }

  /// Adds what is known at the end of an epoch, as the scalars `loss/train`, `loss/test` and `accuracy/test`.
  ///
  /// - Throws: `DataError.unwritable`.
  public func add(_ record: EpochRecord) throws(DataError) {
    let scalars = [
      ("loss/train", record.trainingLoss), ("loss/test", record.testLoss),
      ("accuracy/test", record.testAccuracy),
    ]
    try add(scalars, step: record.epoch)
  }

  /// Adds numbers, each under its tag.
  ///
  /// - Throws: `DataError.unwritable`.
  public func add(_ scalars: [(tag: String, number: Double)], step: Int) throws(DataError) {
    var summary = ProtobufMessage()
    for (tag, number) in scalars {
      var value = ProtobufMessage()
      value.add(tag, as: 1)
      value.add(Float(number), as: 2)
      summary.add(value, as: 1)
    }
    try write(step: step) { $0.add(summary, as: 5) }
  }

  /// Adds a text, which TensorBoard shows as Markdown.
  ///
  /// - Throws: `DataError.unwritable`.
  public func add(_ text: String, tag: String) throws(DataError) {
    var tensor = ProtobufMessage()
    tensor.add(7, as: 1)  // DT_STRING
    tensor.add(ProtobufMessage(), as: 2)  // a scalar's shape
    tensor.add(text, as: 8)
    var plugin = ProtobufMessage()
    plugin.add("text", as: 1)
    var metadata = ProtobufMessage()
    metadata.add(plugin, as: 1)
    var value = ProtobufMessage()
    value.add(tag, as: 1)
    value.add(tensor, as: 8)
    value.add(metadata, as: 9)
    var summary = ProtobufMessage()
    summary.add(value, as: 1)
    try write(step: 0) { $0.add(summary, as: 5) }
  }

  private func write(step: Int, _ fill: (inout ProtobufMessage) -> Void) throws(DataError) {
    var event = ProtobufMessage()
    event.add(Date().timeIntervalSince1970, as: 1)
    event.add(step, as: 2)
    fill(&event)
    do {
      try handle.write(contentsOf: tfRecord(event.bytes))
    } catch {
      throw .unwritable(file: path, reason: plainReason(error))
    }
  }
}
