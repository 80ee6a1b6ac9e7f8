import CZip
import Files
import Foundation

/// The files in a zip archive, by their names; the only caller of libzip, which checks each file's CRC.
struct ZipArchive: ~Copyable {
  /// The path of the archive.
  let path: String
  /// The names of what is in it, folders among them, in the order in which the archive has them.
  let names: [String]
  private let archive: OpaquePointer

  /// Opens an archive; throws `DataError.unreadable` and `.malformed`.
  init(path: String) throws(DataError) {
    self.path = path
    _ = try FileBytes.size(of: path)
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      throw .malformed(file: path, expected: "a zip archive", found: Self.reason(code))
    }
    self.archive = archive
    names = (0..<zip_uint64_t(max(zip_get_num_entries(archive, 0), 0))).map { index in
      zip_get_name(archive, index, 0).map { String(cString: $0) } ?? ""
    }
  }

  deinit { zip_discard(archive) }

  /// A file's contents, unpacked; throws `DataError` where there is none of the name, or it is damaged or larger than the
  /// limit.
  func contents(of name: String, limit: Int) throws(DataError) -> [UInt8] {
    let label = DataFile.member(name, archive: path).label
    let size = try statedSize(of: name)
    guard size <= limit else {
      throw .malformed(file: label, expected: "at most \(limit) bytes, unpacked", found: "\(size)")
    }
    guard let file = zip_fopen(archive, name, 0) else {
      throw .unreadable(file: label, reason: String(cString: zip_strerror(archive)))
    }
    defer { zip_fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        Int(zip_fread(file, $0.baseAddress, zip_uint64_t($0.count)))
      }
      guard count >= 0 else {
        throw .corrupt(file: label, reason: String(cString: zip_file_strerror(file)))
      }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= size else { break }
    }
    guard bytes.count == size else {
      throw .truncated(file: label, expected: "\(size) bytes, as the archive says", found: "\(bytes.count)")
    }
    return bytes
  }

  private func statedSize(of name: String) throws(DataError) -> Int {
    var stat = zip_stat_t()
    zip_stat_init(&stat)
    guard zip_stat(archive, name, 0, &stat) == 0, stat.valid & zip_uint64_t(ZIP_STAT_SIZE) != 0 else {
      throw .malformed(file: path, expected: "a file \(name) in the archive", found: "none")
    }
    return Int(clamping: stat.size)
  }

  private static func reason(_ code: Int32) -> String {
    var error = zip_error_t()
    zip_error_init_with_code(&error, code)
    defer { zip_error_fini(&error) }
    return String(cString: zip_error_strerror(&error))
  }
}
