import Datasets
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

  /// PyTorch saves how many batches a normalisation has seen, beside what it has learnt.
  @Test func countersOfBatchesAreLeftOut() throws {
    let header =
      #"{"norm.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    let bytes: [UInt8] = [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F]
    try Data(length + Array(header.utf8) + bytes).write(to: file("w"))
    let tensors = try TensorFile(reading: file("w")).tensors
    #expect(tensors.map(\.name) == ["a"])
    #expect(try numbers(#require(tensors.first)) == [1])
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
      "{\"a\":{\"dtype\":\"I16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
      "F32, F64, F16 or BF16 as dtype of tensor \"a\""
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

  /// The first of two would win silently; so biases of one layer could stand for another's.
  @Test(arguments: [
    (#""a":"#, #","a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}"#, "a"),
    (#""a":"#, #", "\u0061" : {"dtype":"F32","shape":[1],"data_offsets":[4,8]}"#, "a"),
    (#""b":{"dtype":"F32","dtype":"F64","shape":[2],"data_offsets":[0,8]},"a":"#, "", "dtype"),
    (#""b":{"dtype":"F32","shape":[2],"shape":[1],"data_offsets":[0,8]},"a":"#, "", "shape"),
    (#""__metadata__":{"k\"":"1","k\"":"2"},"a":"#, "", "k\""),
    (#""__metadata__":{},"__metadata__":{},"a":"#, "", "__metadata__"),
  ])
  func aNameThatStandsTwiceIsRefused(before: String, after: String, name: String) throws {
    let target = try header(
      "{\(before){\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}\(after)}", zeros: 8)
    #expect(
      throws: TensorFileError.malformed(
        target.path, expected: "each name once in the header", found: "\(String(reflecting: name)) twice")
    ) { try TensorFile(reading: target) }
  }

  @Test func namesOfDifferentObjectsAndTextsMayBeTheSame() throws {
    let target = try header(
      #"{"__metadata__":{"a":"a\",\"a","b":"a"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, zeros: 8)
    let read = try TensorFile(reading: target)
    #expect(read.tensors.map(\.name) == ["a", "b"])
    #expect(read.metadata == ["a": "a\",\"a", "b": "a"])
  }

  @Test func metadataMayBeNull() throws {
    let target = try header(
      #"{"__metadata__":null,"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, zeros: 8)
    let read = try TensorFile(reading: target)
    #expect(read.metadata.isEmpty && read.tensors.map(\.name) == ["a"])
  }

  /// A file of one tensor with all bit patterns of 16 bits.
  private func halves(_ type: String) throws -> [Float] {
    let text = #"{"a":{"dtype":"\#(type)","shape":[65536],"data_offsets":[0,131072]}}"#
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.utf8.count >> (8 * $0)) }
    let bytes = (0..<65536).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    try folder.write(length + Array(text.utf8) + bytes, to: "halves")
    let tensor = try #require(try TensorFile(reading: file("halves")).tensors.first)
    #expect(tensor.count == 65536)
    var numbers = [Float](repeating: .nan, count: tensor.count)
    var span = numbers.mutableSpan
    tensor.copy(to: &span)
    return numbers
  }

  /// SHA-256 of `np.arange(65536, dtype='<u2').view('<f2').astype('<f4')` (NumPy 2.4.6), every NaN made the same by
  /// `x[np.isnan(x)] = np.float32('nan')`; for bfloat16 of `(np.arange(65536, dtype='<u4') << 16).view('<f4')`.
  @Test(arguments: [
    ("F16", "385ff5fe69182797cda5f1827e20cf423f4416bc9246f27d0eec27cac9039259"),
    ("BF16", "f12e27efe34841dfd6391497b86f389096b03a376586e1d9691bba0a8de3980a"),
  ])
  func numbersOf16BitsAreNumPys(type: String, sum: String) throws {
    let bytes = try halves(type).flatMap { number in
      let bits = number.isNaN ? 0x7FC0_0000 : number.bitPattern
      return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
    }
    #expect(Checksum(of: bytes).hex == sum)
  }

  @Test func someNumbersOf16Bits() throws {
    let (half, brain) = (try halves("F16"), try halves("BF16"))
    #expect(
      [0x3C00, 0xC000, 0x7BFF, 0x0001, 0x8400, 0x7C00].map { half[$0] }
        == [1, -2, 65504, 0x1p-24, -0x1p-14, .infinity])
    #expect([0x3F80, 0xC040, 0x0001, 0xFF80].map { brain[$0] } == [1, -3, 0x1p-133, -.infinity])
  }

  @Test(
    arguments: [
      (
        Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 22) + [16, 0, 0, 0]
          + Array("archive/data.pkl".utf8), "a PyTorch file (.pt); safetensors.torch.save_file"
      ),
      (
        Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 22) + [5, 0, 0, 0] + Array("a.npy".utf8),
        "arrays of NumPy (.npz)"
      ),
      ([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9], "a Python pickle"),
      ([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0], "an HDF5 file, as Keras writes"),
      ([0x93] + Array("NUMPY\u{1}\u{0}v".utf8), "an array of NumPy (.npy)"),
      (Array("GGUF\u{3}\u{0}\u{0}\u{0}".utf8), "a GGUF file"),
      (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "a pointer of Git LFS"),
      (Array(#"{"metadata": {"total_size": 1}}"#.utf8), "a text of JSON"),
      (Array("<!DOCTYPE html>".utf8), "a text of HTML or XML"),
      (gzip([1, 2, 3]), "a file packed by gzip"),
      (Array("SQLite format 3\u{0}".utf8), "an SQLite database"),
    ] as [([UInt8], String)])
  func filesOfOtherFormatsAreNamed(bytes: [UInt8], name: String) throws {
    try folder.write(bytes, to: "file")
    #expect { try TensorFile(reading: file("file")) } throws: { error in
      "\(error)".hasPrefix("\(folder["file"]): expected a safetensors file, found \(name)")
        && !"\(error)".contains("\n")
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
    try #require(mkfifo(folder["pipe"], 0o600) == 0)
    for path in [folder["folder"], folder["pipe"], "/dev/zero"] {
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
