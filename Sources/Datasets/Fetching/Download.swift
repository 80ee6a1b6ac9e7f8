import Foundation
import Wording

/// The fetching of one published file from the first mirror that gives it right.
///
/// What arrives goes to a `.part` file beside the destination. It is renamed once its SHA-256 is right, and kept
/// when the connection breaks, so that the next attempt continues it.
package struct Download: Sendable {
  /// What to fetch.
  package let file: RemoteFile
  /// The folder that it goes into, which must exist.
  package let folder: String
  /// Folders as URLs that end in a slash, the first to be tried first.
  package let mirrors: [String]
  /// How long a silent server is waited for, in seconds.
  package let timeout: Double

  /// A download with everything stated.
  package init(file: RemoteFile, folder: String, mirrors: [String], timeout: Double) {
    self.file = file
    self.folder = folder
    self.mirrors = mirrors
    self.timeout = timeout
  }

  private var destination: String { folder + "/" + file.name }
  private var part: String { destination + ".part" }
  private var partSize: Int {
    (try? FileManager.default.attributesOfItem(atPath: part)[.size] as? Int) ?? 0
  }

  /// Fetches the file, unless it is there already with the right sum.
  ///
  /// Throws `DataError.download` with one reason a mirror, `.wrongChecksum` if that was all that went wrong, and
  /// `.unwritable`.
  package func run(
    progress: @escaping @Sendable (FetchProgress) -> Void
  ) async throws(DataError) -> SourceFile {
    if let present = try? SourceFile(path: destination), present.checksum == file.checksum { return present }
    var reasons: [String] = []
    var wrong: DataError?
    for mirror in mirrors where !Task.isCancelled {
      guard let url = URL(string: mirror + file.name), let host = url.host else {
        reasons.append("\(mirror) is no URL")
        continue
      }
      do throws(HTTPTransfer.Failure) {
        let found = try await attempt(url, host, progress)
        if found == file.checksum { return try finish() }
        wrong = .wrongChecksum(file: url.absoluteString, expected: file.checksum, found: found)
        reasons.append("\(host): wrong SHA-256 \(found)")
      } catch {
        switch error {
        case .network(let reason), .unusablePart(let reason): reasons.append("\(host): \(reason)")
        case .disk(let reason): throw .unwritable(file: part, reason: reason)
        }
      }
    }
    if partSize == 0 { try? FileManager.default.removeItem(atPath: part) }
    if Task.isCancelled { reasons = ["cancelled"] }
    if let wrong, reasons.count == 1 { throw wrong }
    throw .download(file: file.name, reasons: reasons.isEmpty ? ["no mirror is known"] : reasons)
  }

  /// One mirror: continues what is there, and starts again once if that led to nothing.
  private func attempt(
    _ url: URL, _ host: String, _ progress: @escaping @Sendable (FetchProgress) -> Void
  ) async throws(HTTPTransfer.Failure) -> Checksum {
    let size = partSize
    if (1...file.byteCount).contains(size) {
      do throws(HTTPTransfer.Failure) {
        let sum = try await transfer(url, host, isWhole: size == file.byteCount, progress)
        if sum == file.checksum { return sum }
      } catch {
        switch error {
        case .network, .disk: throw error
        case .unusablePart: break
        }
      }
    }
    try startAgain()
    do throws(HTTPTransfer.Failure) {
      let sum = try await transfer(url, host, isWhole: false, progress)
      if sum != file.checksum { try startAgain() }
      return sum
    } catch {
      if case .unusablePart = error { try startAgain() }
      throw error
    }
  }

  private func transfer(
    _ url: URL, _ host: String, isWhole: Bool, _ progress: @escaping @Sendable (FetchProgress) -> Void
  ) async throws(HTTPTransfer.Failure) -> Checksum {
    if !isWhole {
      let name = file.name, total = file.byteCount
      try await HTTPTransfer.fetch(url, to: part, total: total, timeout: timeout) { received in
        progress(FetchProgress(file: name, host: host, received: received, total: total))
      }
    }
    do {
      return try Checksum(ofFile: part)
    } catch {
      throw .disk(error.description)
    }
  }

  private func startAgain() throws(HTTPTransfer.Failure) {
    do {
      try Data().write(to: URL(fileURLWithPath: part))
    } catch {
      throw .disk(plainReason(error))
    }
  }

  private func finish() throws(HTTPTransfer.Failure) -> SourceFile {
    // rename(2) replaces what is there in one step; FileManager's move refuses to.
    guard rename(part, destination) == 0 else {
      throw .disk(String(cString: strerror(errno)).lowercased())
    }
    return SourceFile(path: destination, byteCount: file.byteCount, checksum: file.checksum)
  }
}
