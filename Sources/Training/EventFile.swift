import Datasets
import Forms
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
    try add(tensor, tag: tag, plugin: "text")
  }

  /// Adds what tells the run from the others of its experiment, which TensorBoard lists under HPARAMS, and that the run has ended.
  ///
  /// The fields' numbers are those of TensorBoard's `plugins/hparams/plugin_data.proto`, and of Protocol Buffers' `struct.proto`.
  ///
  /// - Parameters:
  ///   - hyperparameters: Names, each once, with numbers, texts or flags.
  ///   - group: What runs that differ in their seed alone share.
  /// - Throws: `DataError.unwritable`.
  public func add(
    hyperparameters: [(name: String, value: JSONValue)], group: String
  ) throws(DataError) {
    var start = ProtobufMessage()
    for (name, value) in hyperparameters {
      var entry = ProtobufMessage()
      entry.add(name, as: 1)
      entry.add(Self.value(value), as: 2)
      start.add(entry, as: 1)
    }
    start.add(group, as: 4)
    start.add(Date().timeIntervalSince1970, as: 5)
    try addSession("start", start, as: 3)
    var end = ProtobufMessage()
    end.add(1, as: 1)  // STATUS_SUCCESS
    end.add(Date().timeIntervalSince1970, as: 2)
    try addSession("end", end, as: 4)
  }

  private func addSession(_ name: String, _ info: ProtobufMessage, as field: Int) throws(DataError) {
    var content = ProtobufMessage()
    content.add(info, as: field)
    // TensorBoard wants a tensor where there is nothing to show.
    var shape = ProtobufMessage()
    var dimension = ProtobufMessage()
    dimension.add(1, as: 1)
    shape.add(dimension, as: 2)
    var tensor = ProtobufMessage()
    tensor.add(1, as: 1)  // DT_FLOAT
    tensor.add(shape, as: 2)
    tensor.add(Float(0), as: 5)
    try add(tensor, tag: "_hparams_/session_\(name)_info", plugin: "hparams", content: content)
  }

  /// A value as `google.protobuf.Value`.
  private static func value(_ value: JSONValue) -> ProtobufMessage {
    var message = ProtobufMessage()
    switch value {
    case .flag(let flag): message.add(flag ? 1 : 0, as: 4)
    case .text(let text): message.add(text, as: 3)
    default:
      if let number = value.number { message.add(number, as: 2) } else { message.add(value.summary, as: 3) }
    }
    return message
  }

  /// Adds a tensor that belongs to a plugin of TensorBoard's, with what that keeps beside it.
  private func add(
    _ tensor: ProtobufMessage, tag: String, plugin name: String, content: ProtobufMessage? = nil
  ) throws(DataError) {
    var plugin = ProtobufMessage()
    plugin.add(name, as: 1)
    if let content { plugin.add(content, as: 2) }
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
