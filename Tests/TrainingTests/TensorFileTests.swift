import Foundation
import TestSupport
import Testing
import Training

@Suite struct TensorFileTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func file(_ name: String) -> URL { URL(fileURLWithPath: folder[name]) }

  /// A file of a header and zeros after it.
  private func header(_ text: String, zeros: Int = 0) throws -> URL {
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.utf8.count >> (8 * $0)) }
    try folder.write(length + Array(text.utf8) + Array(repeating: 0, count: zeros), to: "file")
    return file("file")
  }

  private func numbers(_ tensor: Tensor) -> [Double] {
    var numbers = [Double](repeating: .nan, count: tensor.count)
    var span = numbers.mutableSpan
    tensor.copy(to: &span)
    return numbers
  }

  /// What `safetensors.numpy.save` (0.8.0) made of a matrix, a vector, a number and an array without numbers.
  private let fromNumPy = """
    CAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIjoiYnkgTnVtUHkifSwiYiI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbMl0s
    ImRhdGFfb2Zmc2V0cyI6WzAsMTZdfSwiYSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMTYs
    NDBdfSwibm9uZSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMCwzXSwiZGF0YV9vZmZzZXRzIjpbNDAsNDBdfSwicyI6eyJkdHlw
    ZSI6IkYzMiIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbNDAsNDRdfX0gICCamZmZmZm5PwAAAAAAAATAAACAPwAAAEAAAEBA
    AACAQAAAoEAAANBAAADgQA==
    """

  @Test func readsWhatNumPyWrote() throws {
    let bytes = try #require(Data(base64Encoded: fromNumPy, options: .ignoreUnknownCharacters))
    try bytes.write(to: file("numpy"))
    let read = try TensorFile(reading: file("numpy"))
    #expect(read.metadata == ["made": "by NumPy"])
    let tensors = Dictionary(uniqueKeysWithValues: read.tensors.map { ($0.name, $0) })
    #expect(tensors.count == 4)
    #expect(tensors.mapValues(\.shape) == ["a": [2, 3], "b": [2], "none": [0, 3], "s": []])
    #expect(try numbers(#require(tensors["a"])) == [1, 2, 3, 4, 5, 6.5])
    #expect(try numbers(#require(tensors["b"])) == [0.1, -2.5])
    #expect(try numbers(#require(tensors["s"])) == [7])
  }

  @Test func givesBackWhatWasWritten() throws {
    let tensors = [
      Tensor("\"odd\"\n/näme", shape: [3], ([1, 2, 3] as [Float]).span),
      Tensor("b", shape: [1, 1], [0.1].span),
    ]
    let target = file("new/folder/weights")
    try TensorFile(target, tensors: tensors, metadata: ["a": "1"]).write()
    let read = try TensorFile(reading: target)
    #expect(read.tensors == tensors)
    #expect(read.metadata == ["a": "1"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder["new/folder"]) == ["weights"])
    // The numbers begin on a multiple of eight.
    #expect(try Data(contentsOf: target).count % 8 == (3 * 4 + 8) % 8)
    try TensorFile(target, tensors: []).write()
    #expect(try TensorFile(reading: target).tensors.isEmpty)
  }

  @Test func everyTruncationIsAnError() throws {
    let whole = try TensorFile(
      file("w"), tensors: [Tensor("a", shape: [2], ([1, 2] as [Float]).span)], metadata: ["k": "v"]
    ).encoded()
    for count in 0..<whole.count {
      try whole.prefix(count).write(to: file("w"))
      #expect { try TensorFile(reading: file("w")) } throws: { error in
        guard case .truncated? = error as? TensorFileError else { return false }
        return true
      }
    }
    try (whole + [0]).write(to: file("w"))
    #expect(
      throws: TensorFileError.malformed(
        folder["w"], expected: "the end of the file after 8 bytes of numbers", found: "9")
    ) { try TensorFile(reading: file("w")) }
  }

  @Test(arguments: [
    ("", "a header in the format's JSON"),
    ("{\"a\"", "a header in the format's JSON"),
    ("[]", "an object with a field for each tensor"),
    ("{\"__metadata__\":{\"a\":1}}", "an object of texts as __metadata__"),
    ("{\"a\":3}", "dtype, shape and data_offsets of tensor \"a\""),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "dtype, shape and data_offsets of tensor \"a\""),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}", "a header in the format's JSON"),
    (
      "{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
      "F32 or F64 as dtype of tensor \"a\""
    ),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}}", "extents of tensor \"a\""),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}",
      "extents of tensor \"a\""
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
      "data_offsets [0, 8] of tensor \"a\""
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
      "data_offsets [0, 8] of tensor \"a\""
    ),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "data_offsets [0, 8] of tensor \"a\""),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
      "data_offsets [4, 12] of tensor \"b\""
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,-9223372036854775808]},"
        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      "data_offsets [4, 8] of tensor \"a\""
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[5,9]}}",
      "data_offsets [4, 8] of tensor \"b\""
    ),
  ])
  func contradictionsAreNamed(text: String, expected: String) throws {
    let target = try header(text, zeros: 8)
    #expect { try TensorFile(reading: target) } throws: { error in
      let line = "\(error)"
      return line.contains(": expected \(expected)") && !line.contains("\n")
    }
  }

  @Test func offsetsBeyondTheEndAreTooShortAFile() throws {
    let target = try header("{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}", zeros: 15)
    #expect(
      throws: TensorFileError.truncated(
        target.path, expected: "16 bytes of numbers for tensor \"a\"", found: "15")
    ) { try TensorFile(reading: target) }
  }

  @Test func aHeaderBeyondAllMeasureIsNotRead() throws {
    try folder.write(Array(repeating: 0xFF, count: 8), to: "file")
    #expect(
      throws: TensorFileError.malformed(
        folder["file"], expected: "a header of at most 100000000 bytes", found: "18446744073709551615")
    ) { try TensorFile(reading: file("file")) }
  }

  @Test func whatIsNoFileIsRefused() throws {
    #expect(throws: TensorFileError.missing(folder["none"])) { try TensorFile(reading: file("none")) }
    _ = try folder.folder("folder")
    for path in [folder["folder"], "/dev/zero"] {
      let place = URL(fileURLWithPath: path)
      #expect(throws: TensorFileError.notAFile(path)) { try TensorFile(reading: place) }
      #expect(throws: TensorFileError.notAFile(path)) { try TensorFile(place, tensors: []).write() }
    }
    try folder.write([], to: "plain")
    #expect { try TensorFile(file("plain/weights"), tensors: []).checkPlace() } throws: { error in
      "\(error)".hasPrefix("\(folder["plain/weights"]): cannot be written: ")
    }
  }

  @Test func aLinkLeadsToTheFileThatIsWritten() throws {
    try TensorFile(file("there"), tensors: []).write()
    try FileManager.default.createSymbolicLink(atPath: folder["link"], withDestinationPath: folder["there"])
    try TensorFile(file("link"), tensors: [], metadata: ["new": "yes"]).write()
    #expect(try TensorFile(reading: file("there")).metadata == ["new": "yes"])
  }
}
