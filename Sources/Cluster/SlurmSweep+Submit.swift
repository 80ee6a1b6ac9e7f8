import Files
import Foundation
import Wording

extension SlurmSweep {
  /// Submits both scripts, which must have been written before.
  ///
  /// - Parameter environment: The environment variables of `sbatch`, which is sought on their `PATH`.
  /// - Returns: The numbers of the array's job and of the merging one.
  /// - Throws: `SlurmError` where `sbatch` is missing or refuses a script.
  public func submit(environment: [String: String]) throws(SlurmError) -> (array: String, merge: String) {
    let array = try Self.submit(arrayFile.path, with: [], environment)
    do {
      return (array, try Self.submit(mergeFile.path, with: Self.after(array), environment))
    } catch .refused(let script, let reason, _) {
      throw .refused(script, reason: reason, after: array)
    }
  }

  /// The number of the new job.
  private static func submit(
    _ script: String, with options: [String], _ environment: [String: String]
  ) throws(SlurmError) -> String {
    do { try requireFileHandlesForPrograms() } catch { throw .missing("\(error)") }
    let process = Process(), output = Pipe(), errors = Pipe()
    // env looks along the PATH, which Process does not.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sbatch", "--parsable"] + options + [script]
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (output, errors)
    do { try process.run() } catch { throw .missing(plainReason(error)) }
    let texts = [output, errors].map {
      String(decoding: (try? $0.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
    }
    process.waitUntilExit()
    if process.terminationStatus == 127 { throw .missing("not found") }
    // A number alone, or a number and a cluster.
    let job = texts[0].prefix { $0.isASCII && $0.isNumber }
    guard process.terminationReason == .exit, process.terminationStatus == 0, !job.isEmpty else {
      throw .refused(script, reason: reason(texts[1]), after: nil)
    }
    return String(job)
  }

  /// What `sbatch` says, in one line, without its own name.
  private static func reason(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingPrefix(#/sbatch: (error: |fatal: )?/#) }
    return lines.isEmpty ? "it does not say why" : lines.joined(separator: "; ")
  }
}
