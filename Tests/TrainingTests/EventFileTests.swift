import Datasets
import Foundation
import TestSupport
import Testing
import Training

@Suite struct EventFileTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  /// The events that a file holds, each as its fields in order.
  private func events(_ path: String) throws -> [[Field]] {
    var rest = Array(try Data(contentsOf: URL(fileURLWithPath: path)))[...]
    var events: [[Field]] = []
    while !rest.isEmpty {
      let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      let record = rest.prefix(length + 16)
      let content = Array(record.dropFirst(12).dropLast(4))
      #expect(Array(record) == tfRecord(content))
      events.append(try Field.all(of: content))
      rest = rest.dropFirst(length + 16)
    }
    return events
  }

  @Test func scalarsComeBack() throws {
    let file = try EventFile(in: URL(fileURLWithPath: folder["a/b"]))
    let began = Date().timeIntervalSince1970
    for epoch in 1...300 {
      try file.add(
        EpochRecord(epoch: epoch, trainingLoss: 2.25, testLoss: 1 / Double(epoch), testAccuracy: 0.5))
      // Nothing waits in memory.
      if epoch < 3 { #expect(try events(file.path).count == epoch + 1) }
    }
    let events = try events(file.path)
    #expect(events[0].map(\.number) == [1, 2, 3])
    #expect(events[0][2].text == "brain.Event:2")
    for (epoch, event) in events.enumerated().dropFirst() {
      #expect(abs(Double(bitPattern: event[0].integer) - began) < 60)
      #expect(event[1].integer == UInt64(epoch))
      let values = try Field.all(of: event[2].bytes).map { try Field.all(of: $0.bytes) }
      #expect(values.map { $0[0].text } == ["loss/train", "loss/test", "accuracy/test"])
      let numbers = values.map { Float(bitPattern: UInt32($0[1].integer)) }
      #expect(numbers == [2.25, 1 / Float(epoch), 0.5])
    }
  }

  @Test func numbersOfAnyNameComeBack() throws {
    let file = try EventFile(in: URL(fileURLWithPath: folder.path))
    try file.add([("length/hidden1", 0.5), ("update/output", .infinity)], step: 7)
    let event = try events(file.path)[1]
    #expect(event[1].integer == 7)
    let values = try Field.all(of: event[2].bytes).map { try Field.all(of: $0.bytes) }
    #expect(values.map { $0[0].text } == ["length/hidden1", "update/output"])
    #expect(values.map { Float(bitPattern: UInt32($0[1].integer)) } == [0.5, .infinity])
  }

  @Test func textsComeBack() throws {
    let file = try EventFile(in: URL(fileURLWithPath: folder.path))
    try file.add("‖act‖²\n", tag: "trial")
    let summary = try events(file.path)[1][2]
    #expect(summary.number == 5)
    let value = try Field.all(of: Field.all(of: summary.bytes)[0].bytes)
    #expect(value.map(\.number) == [1, 8, 9])
    #expect(value[0].text == "trial")
    #expect(try Field.all(of: value[1].bytes).last?.text == "‖act‖²\n")
  }

  /// As TensorBoard's plugin reads them: a start with names and values, and an end.
  @Test func hyperparametersComeBack() throws {
    let file = try EventFile(in: URL(fileURLWithPath: folder.path))
    try file.add(
      hyperparameters: [("depth", .integer(5)), ("init", .text("he-normal")), ("bias", .flag(true))],
      group: "depth=5")
    let contents = try events(file.path).dropFirst().map { event -> (tag: String, content: [Field]) in
      let value = try Field.all(of: Field.all(of: event[2].bytes)[0].bytes)
      let plugin = try Field.all(of: Field.all(of: value[2].bytes)[0].bytes)
      #expect(plugin[0].text == "hparams")
      return (value[0].text, try Field.all(of: plugin[1].bytes))
    }
    #expect(contents.map(\.tag) == ["_hparams_/session_start_info", "_hparams_/session_end_info"])
    #expect(contents.map { $0.content.map(\.number) } == [[3], [4]])
    let start = try Field.all(of: contents[0].content[0].bytes)
    let entries = try start.filter { $0.number == 1 }.map { try Field.all(of: $0.bytes) }
    #expect(entries.map { $0[0].text } == ["depth", "init", "bias"])
    let values = try entries.map { try Field.all(of: $0[1].bytes)[0] }
    #expect(values.map(\.number) == [2, 3, 4])
    #expect(Double(bitPattern: values[0].integer) == 5 && values[1].text == "he-normal")
    #expect(values[2].integer == 1)
    #expect(start.first { $0.number == 4 }?.text == "depth=5")
    let end = try Field.all(of: contents[1].content[0].bytes)
    #expect(end.first?.integer == 1)
  }

  @Test func whatCannotBeWrittenNamesTheFile() throws {
    try folder.write([], to: "file")
    #expect {
      _ = try EventFile(in: URL(fileURLWithPath: folder["file"]))
    } throws: {
      "\($0)".hasPrefix("\(folder["file"])/events.out.tfevents.")
        && "\($0)".contains(": cannot be written: ")
    }
  }
}

/// A field of a message in Protocol Buffers' wire format.
private struct Field {
  let number: UInt64
  /// The number's bits, or the number of bytes.
  let integer: UInt64
  let bytes: [UInt8]

  var text: String { String(decoding: bytes, as: UTF8.self) }

  static func all(of message: [UInt8]) throws -> [Field] {
    var rest = message[...]
    func take(_ count: Int) throws -> [UInt8] {
      try #require(rest.count >= count)
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    func varint() throws -> UInt64 {
      var (number, shift): (UInt64, UInt64) = (0, 0)
      while true {
        let byte = try take(1)[0]
        number |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
    }
    func fixed(_ count: Int) throws -> UInt64 {
      try take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    var fields: [Field] = []
    while !rest.isEmpty {
      let tag = try varint()
      let type = try #require([0: "varint", 1: "fixed64", 2: "bytes", 5: "fixed32"][tag & 7])
      let integer = try type == "fixed64" ? fixed(8) : type == "fixed32" ? fixed(4) : varint()
      let bytes = try type == "bytes" ? take(Int(integer)) : []
      fields.append(Field(number: tag >> 3, integer: integer, bytes: bytes))
    }
    return fields
  }
}
