import Files
import Foundation

/// Where the files of a set of one's own are, and in which form, as a path tells.
///
/// The path of an `.npz` file or of an archive of CIFAR's binary version; of a folder of IDX files or of CIFAR's binary files,
/// or one whose folder `raw` has them, as torchvision's have; or of such a folder and the beginning of the files' names, as
/// `gzip/emnist-letters`.
enum OwnFiles {
  private static let expected =
    "four IDX files (train-images-idx3-ubyte and so on, packed or not), CIFAR's binary files, or an .npz file"

  /// The files that a path leads to; throws `DataError` where there are none that can be read.
  static func find(at path: String) throws(DataError) -> any SetFiles {
    if path.count > 1, path.hasSuffix("/") { return try find(at: String(path.dropLast())) }
    switch FileKind(of: path) {
    case .file: return try file(path)
    case .directory: return try folder(path)
    case .nothing:
      let whole = URL(fileURLWithPath: path)
      let (parent, stem) = (whole.deletingLastPathComponent().path, whole.lastPathComponent)
      for folder in folders(parent) {
        let stem = stem.hasSuffix("-") ? stem : stem + "-"
        guard let names = IDXFiles.names(beginningWith: stem, among: contents(folder)) else { continue }
        return IDXFiles(names, in: folder)
      }
      throw .unreadable(file: path, reason: "expected a folder or a file of a data set, found nothing there")
    case .other(let name):
      throw .unreadable(file: path, reason: "expected a folder or a file of a data set, found \(name)")
    }
  }

  private static func file(_ path: String) throws(DataError) -> any SetFiles {
    if path.hasSuffix(".npz") { return NPZFile(path: path) }
    if [".tar.gz", ".tgz", ".tar"].contains(where: path.hasSuffix) {
      return CIFARFiles(try records(inArchive: path), archive: path)
    }
    throw .malformed(
      file: path, expected: "a folder, an .npz file, or a .tar.gz of CIFAR's binary files",
      found: "a file of another name")
  }

  private static func folder(_ path: String) throws(DataError) -> any SetFiles {
    for folder in folders(path) {
      let names = contents(folder)
      let stems = IDXFiles.stems(among: names)
      guard stems.count < 2 else {
        let several = stems.map { $0.isEmpty ? "train" : String($0.dropLast()) }
        throw .malformed(
          file: folder, expected: "the files of one set, or the beginning of their names behind the folder",
          found: "those of \(several.joined(separator: ", "))")
      }
      if let stem = stems.first, let files = IDXFiles.names(beginningWith: stem, among: names) {
        return IDXFiles(files, in: folder)
      }
      if let records = records(among: names) { return CIFARFiles(records, folder: folder) }
    }
    let found = contents(path).sorted()
    throw .malformed(
      file: path, expected: expected,
      found: found.isEmpty
        ? "an empty folder"
        : found.prefix(4).joined(separator: ", ")
          + (found.count > 4 ? " and \(found.count - 4) more" : ""))
  }

  /// The folder itself, and what torchvision puts below: `raw`, or `raw` in a folder of the set's name.
  private static func folders(_ path: String) -> [String] {
    let below = contents(path).sorted().map { "\(path)/\($0)/raw" }
    return ([path, "\(path)/raw"] + below).filter(isDirectory)
  }

  private static func contents(_ folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func records(among names: [String]) -> CIFARRecords? {
    [.ten(perFile: nil), .hundred(coarse: false, counts: nil)].first { records in
      names.contains { records.trainFiles.contains($0) }
    }
  }

  private static func records(inArchive path: String) throws(DataError) -> CIFARRecords {
    var archive = try TarReader(path: path, limit: mostBytesInMemory)
    while let (name, _) = try archive.next() {
      let own = name.split(separator: "/").last.map { String($0) } ?? ""
      if let records = records(among: [own]) { return records }
    }
    throw .malformed(
      file: path, expected: "CIFAR's binary files (data_batch_1.bin or train.bin)", found: "none of them")
  }
}
