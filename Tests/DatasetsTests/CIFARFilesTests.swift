import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct CIFARFilesTests {
  static let names = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
  static let records = 3
  let folder: TemporaryDirectory
  let path: String

  init() throws {
    folder = try TemporaryDirectory()
    path = folder["cifar-10-binary.tar.gz"]
  }

  /// A file of the archive: the label of its record i is `number + i`, its pixels count upwards from there.
  static func batch(_ number: Int) -> [UInt8] {
    (0..<records).flatMap { record in
      [UInt8(number + record)] + (0..<3072).map { UInt8(truncatingIfNeeded: $0 + number + record) }
    }
  }

  /// The files that a sound archive has, as the published one has them: in a folder, with others beside them.
  static let soundFiles: [(name: String, bytes: [UInt8])] =
    [("batches.meta.txt", Array("airplane\n".utf8))]
    + names.enumerated().map { ($1, batch($0)) } + [("readme.html", Array("<html>".utf8))]

  /// Packs files with the tar program of the system.
  func pack(_ files: [(name: String, bytes: [UInt8])], options: [String] = []) throws {
    _ = try folder.folder("cifar-10-batches-bin")
    for (name, bytes) in files { try folder.write(bytes, to: "cifar-10-batches-bin/" + name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar", "czf", path, "-C", folder.path] + options + ["cifar-10-batches-bin"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  func read() throws -> Dataset {
    try DatasetCopy(files: CIFARFiles(.ten(perFile: Self.records), archive: path)).read(as: .cifar10)
  }

  @Test(arguments: ["--format=ustar", "--format=gnu", "--format=v7", "--format=pax"])
  func readsAllFiles(format: String) throws {
    try pack(Self.soundFiles, options: [format])
    let set = try read()
    #expect(set.name == .cifar10)
    #expect(set.shape == ImageShape(channels: 3, height: 32, width: 32))
    #expect(set.train.labels == [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 6])
    #expect(set.test.labels == [5, 6, 7])
    #expect((0..<3072).allSatisfy { set.train.pixels[$0] == Double(UInt8(truncatingIfNeeded: $0)) })
    #expect(
      (0..<3072).allSatisfy { set.test.pixels[2 * 3072 + $0] == Double(UInt8(truncatingIfNeeded: $0 + 7)) })
    #expect(set.sources == [try SourceFile(path: path, byteCount: size(), checksum: Checksum(ofFile: path))])
    #expect(set.hasPublishedSize == false)
  }

  func size() throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
  }

  @Test func missingFile() throws {
    try pack(Self.soundFiles.filter { $0.name != "data_batch_4.bin" })
    #expect(
      throws: DataError.malformed(
        file: path, expected: "a file data_batch_4.bin in the archive", found: "none")
    ) { try read() }
  }

  @Test func fileOfTheWrongSize() throws {
    try pack(Self.soundFiles.map { ($0.name, $0.name == "test_batch.bin" ? $0.bytes + [0] : $0.bytes) })
    #expect(
      throws: DataError.malformed(file: path, expected: "9219 bytes in test_batch.bin", found: "9220")
    ) { try read() }
  }

  @Test func labelOutOfRange() throws {
    var files = Self.soundFiles
    files[2].bytes[3073] = 10
    try pack(files)
    #expect(throws: DataError.labelOutOfRange(file: path, item: 4, label: 10, classes: 10)) { try read() }
  }

  /// The archive unpacked, changed and packed again by the reader's own packer.
  func repack(_ change: (inout [UInt8]) -> Void) throws {
    try pack(Self.soundFiles)
    var reader = try ByteReader(path: path)
    var bytes: [UInt8] = []
    try reader.read(upTo: .max, into: &bytes)
    change(&bytes)
    try folder.write(gzip(bytes), to: "cifar-10-binary.tar.gz")
  }

  @Test func headerWithAWrongSum() throws {
    try repack { $0[0] ^= 1 }
    let error = #expect(throws: DataError.self) { try read() }
    #expect(error?.description.contains("expected a tar header with a right sum, found 62 69") == true)
  }

  @Test(arguments: [100, 512 + 700, 30_000]) func truncatedArchive(count: Int) throws {
    try repack { $0.removeSubrange(count...) }
    let error = #expect(throws: DataError.self) { try read() }
    guard case .truncated(path, _, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func zerosBehindTheArchiveAreRead() throws {
    try pack(Self.soundFiles)
    let whole = try read()
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    try folder.write(bytes + [UInt8](repeating: 0, count: 1000), to: "cifar-10-binary.tar.gz")
    #expect(try read().train == whole.train)
    try folder.write(bytes + [0, 1], to: "cifar-10-binary.tar.gz")
    #expect(throws: DataError.self) { try read() }
  }

  /// 64 MB of zeros where two megabytes are enough for everything.
  @Test func anArchiveWithoutEndIsNotUnpacked() throws {
    try repack { $0 += [UInt8](repeating: 0, count: 1 << 26) }
    #expect(
      throws: DataError.malformed(
        file: path, expected: "at most 1159204 bytes in it, unpacked", found: "more")
    ) { try read() }
  }

  @Test func notAnArchive() throws {
    try folder.write(gzip([UInt8](repeating: 7, count: 2000)), to: "cifar-10-binary.tar.gz")
    #expect(throws: DataError.self) { try read() }
    try folder.write(gzip([]), to: "cifar-10-binary.tar.gz")
    #expect(
      throws: DataError.malformed(
        file: path, expected: "a file data_batch_1.bin in the archive", found: "none")
    ) { try read() }
  }
}
